package dev.slipway.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How this copy of Slipway came onto the machine, and with that how it is updated and removed.
 *
 * @param kind what put it there
 * @param folder the folder that holds the whole program, where that is known
 */
public record Installation(Kind kind, Optional<Path> folder) {
    /** The file beside the program's jars in which our packages say what they are: the name of a {@link Kind}. */
    static final String MARK = "installed-by";

    /** What put the program there. */
    public enum Kind {
        /** Debian's package manager. */
        DEB,
        /** An RPM package manager: dnf, zypper. */
        RPM,
        /** The portable archive, unpacked somewhere. */
        PORTABLE,
        /** A build from source. */
        BUILD,
        /** The Windows installer. */
        WINDOWS,
        /** A disk image's application on macOS. */
        MAC
    }

    /** This copy, from the properties that its launcher set. Reads one small file. */
    public static Installation ofThisProgram() {
        return of(System.getProperty("jpackage.app-path"), System.getProperty("slipway.launcher"),
                System.getProperty("os.name", ""));
    }

    /**
     * The copy that was started by a launcher.
     *
     * @param packaged the launcher, where it is jpackage's; null elsewhere
     * @param script the launcher, where it is one of our scripts; null without one
     */
    static Installation of(String packaged, String script, String osName) {
        var os = osName.toLowerCase(Locale.ROOT);
        if (packaged != null && os.contains("win")) {
            return new Installation(Kind.WINDOWS, Optional.ofNullable(Path.of(packaged).getParent()));
        }
        if (packaged != null && os.contains("mac")) {
            // Slipway.app/Contents/MacOS/Slipway
            return new Installation(Kind.MAC, twoUp(Path.of(packaged)).map(Path::getParent));
        }
        var folder = Optional.ofNullable(packaged != null ? packaged : script).map(Path::of)
                .flatMap(Installation::twoUp);
        return new Installation(folder.map(at -> mark(at.resolve("lib/app").resolve(MARK))).orElse(Kind.BUILD), folder);
    }

    private static Kind mark(Path file) {
        try {
            return Kind.valueOf(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            // Without a readable mark it is a folder that somebody built, and it is removed as one.
            return Kind.BUILD;
        }
    }

    private static Optional<Path> twoUp(Path launcher) {
        return Optional.ofNullable(launcher.toAbsolutePath().getParent()).map(Path::getParent);
    }
}
