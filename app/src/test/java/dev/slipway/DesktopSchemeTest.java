package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
class DesktopSchemeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "(<<uint32 1>>,) | DARK", "(<<uint32 2>>,) | LIGHT", "(<<uint32 0>>,) | NONE", "(<<uint32 7>>,) | NONE",
        "(<uint32 1>,) | DARK", "(<<1>>,) |", "(<<'prefer-dark'>>,) |", "\"\" |", "uint32 1 |",
        "(<<uint32 99999999999>>,) |"})
    void understandsThePortal(String answer, DesktopScheme.Wish wish) {
        assertEquals(Optional.ofNullable(wish), DesktopScheme.portal(answer + "\n"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"'prefer-dark', DARK", "'prefer-light', LIGHT", "'default', NONE",
        "'something-new', NONE", "No such key, ", "\"\", ", "prefer-dark, "})
    void understandsGnome(String answer, DesktopScheme.Wish wish) {
        assertEquals(Optional.ofNullable(wish), DesktopScheme.gnome(answer + "\n"));
    }

    private Map<String, String> desktop() {
        return Map.of("PATH", folder + ":/usr/bin:/bin", "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    }

    private void program(String name, String script) throws IOException {
        var program = folder.resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void thePortalComesFirst() throws Exception {
        program("gdbus", "printf '%s\\n' \"$*\" > " + folder.resolve("seen") + "; echo '(<<uint32 2>>,)'");
        program("gsettings", "echo \"'prefer-dark'\"");
        assertEquals(DesktopScheme.Wish.LIGHT, DesktopScheme.wish(desktop()));
        assertEquals("call --session --timeout 2 --dest org.freedesktop.portal.Desktop --object-path "
                + "/org/freedesktop/portal/desktop --method org.freedesktop.portal.Settings.Read "
                + "org.freedesktop.appearance color-scheme", Files.readString(folder.resolve("seen")).strip());
    }

    @Test
    void gnomeIsAskedWhereThePortalFails() throws Exception {
        program("gdbus", "echo 'Error: no such service' >&2; exit 1");
        program("gsettings", "[ \"$*\" = 'get org.gnome.desktop.interface color-scheme' ] && echo \"'prefer-dark'\"");
        assertEquals(DesktopScheme.Wish.DARK, DesktopScheme.wish(desktop()));
    }

    @Test
    void missingProgramsAndFloodsAreNoPreference() throws Exception {
        assertEquals(DesktopScheme.Wish.NONE, DesktopScheme.wish(Map.of("PATH", folder.toString(),
                "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")));
        program("gdbus", "exec yes");
        program("gsettings", "exec sleep 60");
        long start = System.nanoTime();
        assertEquals(DesktopScheme.Wish.NONE, DesktopScheme.wish(desktop()));
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(15).toNanos());
    }

    @Test
    void nothingIsStartedWithoutASessionBus() throws Exception {
        program("gdbus", "touch " + folder.resolve("started") + "; echo '(<<uint32 1>>,)'");
        assertEquals(DesktopScheme.Wish.NONE, DesktopScheme.wish(Map.of("PATH", folder + ":/usr/bin:/bin",
                "XDG_RUNTIME_DIR", folder.toString())));
        assertTrue(Files.notExists(folder.resolve("started")));
        Files.createFile(folder.resolve("bus"));
        assertEquals(DesktopScheme.Wish.DARK, DesktopScheme.wish(Map.of("PATH", folder + ":/usr/bin:/bin",
                "XDG_RUNTIME_DIR", folder.toString())));
    }

    @Test
    void asksAtMostOnceAMinute() throws Exception {
        program("gdbus", "echo '(<<uint32 1>>,)'");
        var clock = new AtomicLong(-5);
        var told = new ArrayList<DesktopScheme.Wish>();
        var scheme = new DesktopScheme(desktop(), Background.sameThread(), clock::get, told::add);
        scheme.ask();
        clock.addAndGet(Duration.ofSeconds(59).toNanos());
        scheme.ask();
        assertEquals(List.of(DesktopScheme.Wish.DARK), told);
        program("gdbus", "echo '(<<uint32 0>>,)'");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        scheme.ask();
        assertEquals(List.of(DesktopScheme.Wish.DARK, DesktopScheme.Wish.NONE), told);
    }
}
