package dev.slipway.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that someone else may be changing, reached from a trusted one without following a link. Where the system
 * opens files relative to an open folder (Linux, macOS) a link that is put there meanwhile is refused too; elsewhere
 * each step is looked at before it is taken.
 */
final class GuardedFolder {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final DirectoryStream<Path> open;
    private final Path path;

    private GuardedFolder(DirectoryStream<Path> open, Path path) {
        this.open = open;
        this.path = path;
    }

    /** What is done in a folder. */
    @FunctionalInterface
    interface Work<T> {
        T in(GuardedFolder folder) throws IOException;
    }

    /** Goes from {@code base}, whose own links are followed, down along {@code names} and does the work there. */
    static <T> T in(Path base, List<String> names, Work<T> work) throws IOException {
        try (var open = Files.newDirectoryStream(base)) {
            return new GuardedFolder(open, base).down(names, work);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private <T> T down(List<String> names, Work<T> work) throws IOException {
        if (names.isEmpty()) {
            return work.in(this);
        }
        var next = Path.of(names.getFirst());
        var below = path.resolve(next);
        var attributes = attributes(next).orElseThrow(() -> new NoSuchFileException(below.toString()));
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException(below.toString());
        }
        try (var inner = open instanceof SecureDirectoryStream<Path> secure
                ? secure.newDirectoryStream(next, LinkOption.NOFOLLOW_LINKS) : Files.newDirectoryStream(below)) {
            return new GuardedFolder(inner, below).down(names.subList(1, names.size()), work);
        }
    }

    private Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(open instanceof SecureDirectoryStream<Path> secure
                    ? secure.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes()
                    : Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** The names of what lies here, in no order. */
    List<String> names(int most) {
        var names = new ArrayList<String>();
        for (var entry : open) {
            if (names.size() == most) {
                break;
            }
            names.add(entry.getFileName().toString());
        }
        return names;
    }

    /** The size of a plain file; empty for what is none. */
    Optional<Long> size(String name) throws IOException {
        return attributes(Path.of(name)).filter(BasicFileAttributes::isRegularFile).map(BasicFileAttributes::size);
    }

    /** Bytes of a plain file from {@code offset} on; empty for what is none (a pipe would hold its reader up). */
    Optional<byte[]> read(String name, long offset, int most) throws IOException {
        if (size(name).isEmpty()) {
            return Optional.empty();
        }
        try (SeekableByteChannel channel = open instanceof SecureDirectoryStream<Path> secure
                ? secure.newByteChannel(Path.of(name), READ) : Files.newByteChannel(path.resolve(name), READ)) {
            var buffer = ByteBuffer.allocate(Math.clamp(channel.size() - offset, 0, most));
            channel.position(offset);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // A short read is not the end.
            }
            return Optional.of(Arrays.copyOf(buffer.array(), buffer.position()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
