package dev.slipway.update;

import dev.slipway.base.Installation;
import java.util.Locale;
import java.util.Optional;

/** The names under which a feed lists its packages: system, processor and form, such as "linux-x64-deb". */
final class SystemName {
    private SystemName() {
    }

    /** The name of the package for a copy of the program; empty for one that no package put there. */
    static Optional<String> of(Installation.Kind kind, String osArch) {
        var processor = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> "x64";
            case "aarch64", "arm64" -> "arm64";
            default -> "other";
        };
        return switch (kind) {
            case DEB -> Optional.of("linux-" + processor + "-deb");
            case RPM -> Optional.of("linux-" + processor + "-rpm");
            case PORTABLE -> Optional.of("linux-" + processor + "-tar");
            case WINDOWS -> Optional.of("windows-" + processor + "-msi");
            case MAC -> Optional.of("macos-" + processor + "-dmg");
            case BUILD -> Optional.empty();
        };
    }

    /** How a package's file is named on this disk. */
    static String file(Installation.Kind kind, String version) {
        return "slipway-" + version + switch (kind) {
            case DEB -> ".deb";
            case RPM -> ".rpm";
            case PORTABLE, BUILD -> ".tar.gz";
            case WINDOWS -> ".msi";
            case MAC -> ".dmg";
        };
    }
}
