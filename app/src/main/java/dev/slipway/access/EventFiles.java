package dev.slipway.access;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for what TensorBoard shows. A project can hold millions of files: so many are looked at, and no more. */
final class EventFiles {
    private static final Logger LOG = LoggerFactory.getLogger(EventFiles.class);
    private static final String PREFIX = "events.out.tfevents.";
    private static final int MOST = 20_000;
    private static final int DEEPEST = 6;
    private static final Set<String> SKIPPED = Set.of("node_modules", "__pycache__", "site-packages", "venv");

    private EventFiles() {
    }

    /** The folder below which all that were found lie, relative to the project; empty when there are none. */
    static Optional<Path> look(Path project) {
        var seen = new AtomicInteger();
        var common = new AtomicReference<Path>();
        try {
            Files.walkFileTree(project, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    var name = String.valueOf(folder.getFileName());
                    return !folder.equals(project) && (name.startsWith(".") || SKIPPED.contains(name))
                            ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.getFileName().toString().startsWith(PREFIX)) {
                        common.updateAndGet(before -> before == null ? file.getParent()
                                : shared(before, file.getParent()));
                    }
                    return seen.incrementAndGet() < MOST && !Thread.currentThread().isInterrupted()
                            ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.info("The project {} was not searched: {}", project, e.toString());
        }
        return Optional.ofNullable(common.get()).map(project::relativize);
    }

    private static Path shared(Path one, Path other) {
        var both = one;
        while (!other.startsWith(both)) {
            both = both.getParent();
        }
        return both;
    }
}
