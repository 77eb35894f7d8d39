package dev.slipway.engine.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;

/**
 * Writes small tar archives (POSIX ustar): every file root's, readable by all, of the same moment, so that equal files
 * make an equal archive and an engine's cache can know it again.
 */
final class Tar {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;
    private static final int FILE_MODE = 0644;
    private static final int SCRIPT_MODE = 0755;
    private static final int FOLDER_MODE = 0755;

    private Tar() {
    }

    static byte[] of(Map<String, byte[]> files) {
        var archive = new ByteArrayOutputStream();
        var folders = new HashSet<String>();
        files.forEach((name, content) -> {
            for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
                if (folders.add(name.substring(0, slash))) {
                    header(archive, name.substring(0, slash) + "/", 0, FOLDER_MODE, '5');
                }
            }
            header(archive, name, content.length, name.endsWith(".sh") ? SCRIPT_MODE : FILE_MODE, '0');
            archive.writeBytes(content);
            archive.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        });
        archive.writeBytes(new byte[2 * BLOCK]);
        return archive.toByteArray();
    }

    private static void header(ByteArrayOutputStream archive, String name, int size, int mode, char type) {
        var header = new byte[BLOCK];
        var path = name.getBytes(StandardCharsets.US_ASCII);
        if (path.length > LONGEST_NAME || !name.equals(new String(path, StandardCharsets.US_ASCII))) {
            throw new IllegalArgumentException("not a name for an archive: " + name);
        }
        put(header, 0, name);
        put(header, 100, String.format("%07o", mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", size));
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, 257, "ustar");
        put(header, 263, "00");
        put(header, 148, "        ");
        int sum = 0;
        for (var each : header) {
            sum += each & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        archive.writeBytes(header);
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
