import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars anew with their entries as they are instead of compressed: xz then packs all of them together into half of
 * what they take compressed one by one. Order, names, times and bytes of the entries stay. Arguments: jars.
 */
final class StoredJars {
    private StoredJars() {
    }

    public static void main(String[] jars) throws IOException {
        for (var jar : jars) {
            store(Path.of(jar));
        }
    }

    private static void store(Path jar) throws IOException {
        var stored = jar.resolveSibling(jar.getFileName() + ".stored");
        try (var from = new ZipFile(jar.toFile()); var to = new ZipOutputStream(Files.newOutputStream(stored))) {
            to.setMethod(ZipOutputStream.STORED);
            for (var entries = from.entries(); entries.hasMoreElements();) {
                var entry = entries.nextElement();
                byte[] bytes;
                try (var in = from.getInputStream(entry)) {
                    bytes = in.readAllBytes();
                }
                var crc = new CRC32();
                crc.update(bytes);
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                copy.setSize(bytes.length);
                copy.setCrc(crc.getValue());
                to.putNextEntry(copy);
                to.write(bytes);
                to.closeEntry();
            }
        }
        Files.move(stored, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
