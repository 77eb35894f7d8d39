package dev.slipway.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Installation.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths it expects are Unix ones")
class HandoverTest {
    private static final Path FILE = Path.of("/c/slipway-2.deb");
    private static final Map<String, String> SCREEN = Map.of("DISPLAY", ":0");

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"DEB, sudo apt install /c/slipway-2.deb, xdg-open /c/slipway-2.deb",
        "RPM, sudo dnf install /c/slipway-2.deb, xdg-open /c/slipway-2.deb", "PORTABLE, , xdg-open /c",
        "BUILD, , xdg-open /c", "WINDOWS, msiexec /i /c/slipway-2.deb, msiexec /i /c/slipway-2.deb",
        "MAC, open /c/slipway-2.deb, open /c/slipway-2.deb"})
    void everySystemHasItsWay(Kind kind, String typed, String opened) {
        assertEquals(Optional.ofNullable(typed).map(line -> List.of(line.split(" "))),
                Handover.command(kind, FILE, root));
        assertEquals(Optional.of(List.of(opened.split(" "))), Handover.opener(kind, FILE, SCREEN));
    }

    @Test
    void linuxWithoutAScreenOpensNothingAndSuseHasItsOwnProgram() throws Exception {
        assertEquals(Optional.empty(), Handover.opener(Kind.DEB, FILE, Map.of()));
        Files.createDirectories(root.resolve("usr/bin"));
        Files.createFile(root.resolve("usr/bin/zypper"));
        assertEquals("zypper", Handover.command(Kind.RPM, FILE, root).orElseThrow().get(1));
    }

    @Test
    void whatCannotBeStartedOrFailsAtOnceIsNotCalledOpened() throws Exception {
        assertFalse(Handover.start(List.of("/no/such/program")));
        assertFalse(Handover.start(List.of("false")));
        assertTrue(Handover.start(List.of("true")));
    }

    @ParameterizedTest
    @CsvSource({"DEB, amd64, linux-x64-deb", "RPM, aarch64, linux-arm64-rpm", "PORTABLE, x86_64, linux-x64-tar",
        "WINDOWS, amd64, windows-x64-msi", "MAC, aarch64, macos-arm64-dmg", "BUILD, amd64, ",
        "DEB, riscv64, linux-other-deb"})
    void feedsNamePackagesBySystem(Kind kind, String processor, String name) {
        assertEquals(Optional.ofNullable(name), SystemName.of(kind, processor));
    }
}
