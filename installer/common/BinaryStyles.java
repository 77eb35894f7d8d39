import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javafx.css.Stylesheet;

/**
 * Puts JavaFX's own binary form beside the style sheets of a jar, where JavaFX looks for it first: reading the text takes
 * a tenth of the window's start. Order, names, times and bytes of the other entries stay. Arguments: jars. Needs
 * JavaFX's base and graphics on the class path, of the same release that will read the result.
 */
final class BinaryStyles {
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
        for (var jar : jars) {
            convert(Path.of(jar));
        }
    }

    /**
     * Java goes through a set of two from the front or from the back, which is tossed for at its start, and JavaFX writes
     * states such as :hover:selected down as they come. Of the same sheets the same bytes are made only where the coin fell
     * on this side; so Java is started until it does.
     */
    private static boolean orderly() {
        return Set.of("front", "back").iterator().next().equals("front");
    }

    private static void convert(Path jar) throws IOException {
        var made = jar.resolveSibling(jar.getFileName() + ".styled");
        int styles = 0;
        try (var from = new ZipFile(jar.toFile()); var to = new ZipOutputStream(Files.newOutputStream(made))) {
            for (var entries = from.entries(); entries.hasMoreElements();) {
                var entry = entries.nextElement();
                byte[] bytes;
                try (var in = from.getInputStream(entry)) {
                    bytes = in.readAllBytes();
                }
                put(to, entry.getName(), entry, bytes);
                var binary = entry.getName().replaceFirst("\\.css$", ".bss");
                if (!binary.equals(entry.getName()) && from.getEntry(binary) == null) {
                    put(to, binary, entry, binary(bytes));
                    styles++;
                }
            }
        }
        if (styles == 0) {
            throw new IllegalStateException(jar + " has no style sheet");
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
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

    private static void put(ZipOutputStream to, String name, ZipEntry like, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(like.getTimeLocal());
        to.putNextEntry(entry);
        to.write(bytes);
        to.closeEntry();
    }
}
