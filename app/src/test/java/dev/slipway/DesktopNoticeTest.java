package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DesktopNoticeTest {
    @TempDir
    Path folder;

    @Test
    void handsWordsOnAsArgumentsWithoutMarks() throws Exception {
        var program = folder.resolve("notify-send");
        var seen = folder.resolve("seen");
        Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\" > " + seen + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        var env = Map.of("DISPLAY", ":9", "PATH", "relative:/nowhere:" + folder);
        DesktopNotice.show("Slipway", "--urgency=critical <b>&$(id)", env);
        assertEquals(List.of("--app-name=Slipway", "--icon=slipway", "--", "Slipway",
                "--urgency=critical &lt;b&gt;&amp;$(id)"), Files.readAllLines(seen));
    }

    @Test
    void saysNothingWhereThereIsNoScreenOrNoProgram() {
        assertEquals(Optional.empty(), DesktopNotice.command("a", "b", Map.of("PATH", folder.toString())));
        assertEquals(Optional.empty(), DesktopNotice.command("a", "b",
                Map.of("DISPLAY", ":9", "PATH", folder.toString())));
    }
}
