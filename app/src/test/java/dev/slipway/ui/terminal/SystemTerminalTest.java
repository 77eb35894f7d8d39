package dev.slipway.ui.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemTerminalTest {
    private static final List<String> SLIPWAY = List.of("/opt/slipway/bin/slipway");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "linux|x-terminal-emulator gnome-terminal|x-terminal-emulator -e",
        "linux|gnome-terminal xterm|gnome-terminal --",
        "linux|konsole|konsole -e",
        "linux|xfce4-terminal|xfce4-terminal -x",
        "linux|kgx|kgx --",
        "linux|kitty|kitty",
        "windows|wt.exe conhost.exe|wt.exe new-tab",
        "windows|conhost.exe|conhost.exe"})
    void theFirstTerminalFoundRunsTheShell(String os, String installed, String expected) {
        var names = List.of(installed.split(" "));
        var command = SystemTerminal.command(os, names::contains, SLIPWAY, "thesis").orElseThrow();
        assertEquals(expected + " /opt/slipway/bin/slipway shell thesis", String.join(" ", command));
    }

    @Test
    void macQuotesEachWordItself() {
        var command = SystemTerminal.command("macos", _ -> false, List.of("/Applications/My Apps/slipway"), "thesis")
                .orElseThrow();
        assertEquals(List.of("/Applications/My Apps/slipway", "shell", "thesis"),
                command.subList(command.size() - 3, command.size()));
        assertTrue(command.contains("set all to all & quoted form of one & \" \""));
    }

    @Test
    void noneInstalledGivesNoCommand() {
        assertEquals(Optional.empty(), SystemTerminal.command("linux", _ -> false, SLIPWAY, "thesis"));
    }

    @Test
    void noneInstalledIsSaidWithTheLineToType() {
        var failure = assertThrows(FailureException.class,
                () -> new SystemTerminal("linux", Map.of("PATH", "/nowhere"), SLIPWAY).open("thesis")).failure();
        assertEquals(List.of("slipway shell thesis"), ((Failure.BadInput) failure).problem().arguments());
    }
}
