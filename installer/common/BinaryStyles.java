import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javafx.css.Stylesheet;

/**
 * Prepares the style sheets of Slipway's jar for its start. JavaFX's own binary form is put beside each, where JavaFX looks
 * for it first: reading the text takes a tenth of the window's start. And what the first picture is styled by is put there
 * alone: of AtlantaFX's thousand rules and ours the few that can match the frame, which the window replaces by all of them
 * when the first page comes. Order, names, times and bytes of the other entries stay. Arguments: Slipway's jar and
 * AtlantaFX's. Needs JavaFX's base and graphics on the class path, of the same release that will read the result.
 */
final class BinaryStyles {
    private static final String OURS = "dev/slipway/ui/";
    private static final String THEMES = "atlantafx/base/theme/primer-";
    /** The types and style classes of nodes in the frame (dev.slipway.ui.shell.Frame); FirstStylesTest compares the pictures. */
    private static final Set<String> FRAME = Set.of("root", "light", "dark", "Text", "text", "label", "glyph",
            "navigation", "navigation-brand", "nav-group", "nav-item", "nav-content", "nav-label", "status-line",
            "status-part", "dot", "stacked-bar");
    /** The chosen line is not rounded yet: what JavaFX draws shapes with takes a twentieth of the start to begin its work. */
    private static final String SQUARE = ".nav-item { -fx-background-radius: 0; }\n";
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
    /** The words of a selector; states such as :hover are none. */
    private static final Pattern WORD = Pattern.compile("(?<![:\\w-])[.#*]?[a-zA-Z*][\\w-]*");

    private BinaryStyles() {
    }

    public static void main(String[] jars) throws IOException, InterruptedException {
        if (!orderly()) {
            var me = ProcessHandle.current().info();
            if (me.command().isPresent() && me.arguments().isPresent()) {
                var words = new ArrayList<>(List.of(me.arguments().get()));
                words.addFirst(me.command().get());
                System.exit(new ProcessBuilder(words).inheritIO().start().waitFor());
            }
        }
        convert(Path.of(jars[0]), Path.of(jars[1]));
    }

    /**
     * Java goes through a set of two from the front or from the back, which is tossed for at its start, and JavaFX writes
     * states such as :hover:selected down as they come. Of the same sheets the same bytes are made only where the coin fell
     * on this side; so Java is started until it does.
     */
    private static boolean orderly() {
        return Set.of("front", "back").iterator().next().equals("front");
    }

    private static void convert(Path jar, Path library) throws IOException {
        var made = jar.resolveSibling(jar.getFileName() + ".styled");
        try (var from = new ZipFile(jar.toFile()); var themes = new ZipFile(library.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(made))) {
            LocalDateTime time = null;
            for (var entries = from.entries(); entries.hasMoreElements();) {
                var entry = entries.nextElement();
                var bytes = bytes(from, entry.getName());
                time = entry.getTimeLocal();
                put(to, entry.getName(), time, bytes);
                if (entry.getName().endsWith(".css")) {
                    put(to, entry.getName().replaceFirst("\\.css$", ".bss"), time, binary(bytes));
                }
            }
            for (var theme : List.of("light", "dark")) {
                put(to, OURS + "first-" + theme + ".bss", time, binary(ofTheFrame(bytes(themes, THEMES + theme + ".css"), "")));
            }
            put(to, OURS + "first.bss", time, binary(ofTheFrame(bytes(from, OURS + "slipway.css"), SQUARE)));
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The rules with a selector that names nothing but what the frame has, and one more. */
    private static byte[] ofTheFrame(byte[] sheet, String more) {
        var rules = RULE.matcher(COMMENT.matcher(new String(sheet, StandardCharsets.UTF_8)).replaceAll(""));
        var kept = new StringBuilder();
        while (rules.find()) {
            var selectors = Arrays.stream(rules.group(1).strip().split("\\s*,\\s*")).filter(BinaryStyles::inTheFrame)
                    .collect(Collectors.joining(", "));
            if (!selectors.isEmpty()) {
                kept.append(selectors).append(" {").append(rules.group(2)).append("}\n");
            }
        }
        return kept.append(more).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean inTheFrame(String selector) {
        return WORD.matcher(selector).results().map(found -> found.group().replaceFirst("^\\.", "")).allMatch(FRAME::contains);
    }

    private static byte[] bytes(ZipFile jar, String name) throws IOException {
        var entry = jar.getEntry(name);
        if (entry == null) {
            throw new IllegalStateException(jar.getName() + " has no " + name);
        }
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static byte[] binary(byte[] text) throws IOException {
        var source = Files.createTempFile("style", ".css");
        var target = Files.createTempFile("style", ".bss");
        try {
            Files.write(source, text);
            Stylesheet.convertToBinary(source.toFile(), target.toFile());
            return Files.readAllBytes(target);
        } finally {
            Files.delete(source);
            Files.delete(target);
        }
    }

    private static void put(ZipOutputStream to, String name, LocalDateTime time, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        to.putNextEntry(entry);
        to.write(bytes);
        to.closeEntry();
    }
}
