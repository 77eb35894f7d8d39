package dev.slipway.access;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Reads and writes small files that only their owner may see; each is replaced whole. */
final class OwnFiles {
    static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> MY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final int LONGEST = 1 << 20;

    private OwnFiles() {
    }

    static Optional<String> read(Path file) throws FailureException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var stream = Files.newInputStream(file)) {
            var bytes = stream.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw bad(file, "more than 1 MiB");
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw bad(file, e.toString());
        }
    }

    /** Writes a file and its folder with these rights; what was there before is there until the new one is whole. */
    static void write(Path file, String text, Set<PosixFilePermission> rights) throws FailureException {
        try {
            var folder = file.toAbsolutePath().getParent();
            boolean posix = Files.getFileStore(existing(folder)).supportsFileAttributeView("posix");
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, rights(posix, MY_FOLDER));
            }
            var fresh = Files.createTempFile(folder, "." + file.getFileName(), ".new", rights(posix, MINE));
            try {
                Files.writeString(fresh, text);
                if (posix) {
                    Files.setPosixFilePermissions(fresh, rights);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw bad(file, e.toString());
        }
    }

    private static FileAttribute<?>[] rights(boolean posix, Set<PosixFilePermission> rights) {
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)} : new FileAttribute<?>[0];
    }

    private static Path existing(Path folder) {
        var there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    static FailureException bad(Path file, String detail) {
        return new FailureException(new Failure.BadInput(Text.of("access.file", file.toString()), detail));
    }
}
