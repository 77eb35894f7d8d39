package dev.slipway.machine;

import dev.slipway.base.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what a Jetson board says of itself: the device tree's model and chip, and the release of L4T in
 * {@code /etc/nv_tegra_release}. No other computer has that file, and few have a device tree. Small files, read in one
 * go and never further than {@link #LONGEST}.
 */
public final class JetsonFiles {
    private static final int LONGEST = 4096;
    private static final int LONGEST_MODEL = 100;
    /** "# R36 (release), REVISION: 4.3, GCID: 38968081, BOARD: generic, ..." */
    private static final Pattern RELEASE =
            Pattern.compile("#\\s*R(\\d{1,3})\\s*\\(release\\),\\s*REVISION:\\s*(\\d{1,3}(?:\\.\\d{1,3})?)\\b.*");
    private static final Pattern CHIP = Pattern.compile("nvidia,(tegra\\d{2,4})");

    private JetsonFiles() {
    }

    /**
     * Looks below {@code root}, which is {@code /} but in tests. Never throws: what cannot be read is not there.
     *
     * @return empty where this is no Jetson
     */
    public static Optional<Jetson> read(Path root) {
        var l4t = l4t(text(root.resolve("etc/nv_tegra_release")));
        var tree = root.resolve("proc/device-tree");
        var chip = chip(text(tree.resolve("compatible")));
        return l4t.isEmpty() && chip.isEmpty() ? Optional.empty()
                : Optional.of(new Jetson(model(text(tree.resolve("model"))), chip, l4t));
    }

    /** The release in the first line of nv_tegra_release. */
    static Optional<Version> l4t(String text) {
        var match = RELEASE.matcher(text.lines().findFirst().orElse("").strip());
        return match.matches() ? Version.parse(match.group(1) + "." + match.group(2)) : Optional.empty();
    }

    /** Names in a device tree end with a zero each; boards come first, the chip last. */
    private static Optional<String> chip(String compatible) {
        return Arrays.stream(compatible.split("\0")).map(CHIP::matcher).filter(match -> match.matches())
                .map(match -> match.group(1)).reduce((_, last) -> last);
    }

    private static String model(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.substring(0, Math.min(plain.length(), LONGEST_MODEL));
    }

    private static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (var stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}
