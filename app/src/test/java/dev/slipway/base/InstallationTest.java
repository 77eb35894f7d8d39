package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Installation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstallationTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"DEB", "RPM", "PORTABLE"})
    void aPackageSaysWhatItIs(Kind kind) throws IOException {
        mark(kind.name() + "\n");
        assertEquals(new Installation(kind, Optional.of(folder)), scripted());
        assertEquals(new Installation(kind, Optional.of(folder)), packaged("Linux"));
    }

    @Test
    void aFolderWithoutAReadableMarkIsRemovedAsOne() throws IOException {
        assertEquals(new Installation(Kind.BUILD, Optional.of(folder)), scripted());
        mark("snap");
        assertEquals(new Installation(Kind.BUILD, Optional.of(folder)), scripted());
    }

    @Test
    void otherSystemsAreToldByTheirName() {
        assertEquals(new Installation(Kind.WINDOWS, Optional.of(folder.resolve("bin"))), packaged("Windows 11"));
        var app = folder.resolve("Slipway.app");
        assertEquals(new Installation(Kind.MAC, Optional.of(app)),
                Installation.of(app.resolve("Contents/MacOS/Slipway").toString(), null, "Mac OS X"));
    }

    @Test
    void withoutALauncherNothingIsKnown() {
        assertEquals(new Installation(Kind.BUILD, Optional.empty()), Installation.of(null, null, "Linux"));
    }

    private Installation scripted() {
        return Installation.of(null, folder.resolve("bin/slipway").toString(), "Linux");
    }

    private Installation packaged(String osName) {
        return Installation.of(folder.resolve("bin/slipway").toString(), null, osName);
    }

    private void mark(String text) throws IOException {
        var file = folder.resolve("lib/app").resolve(Installation.MARK);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
