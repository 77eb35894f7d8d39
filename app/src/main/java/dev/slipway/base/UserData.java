package dev.slipway.base;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What Slipway wrote into this user's folders: settings, environments, caches, logs. Project folders are not among it.
 * Links are never followed. Blocking.
 */
public final class UserData {
    private final List<Path> places;

    private UserData(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /**
     * What there is.
     *
     * @param path a folder or file
     * @param files how many files are in it
     * @param bytes their sizes together
     */
    public record Found(Path path, long files, long bytes) {
    }

    /**
     * The data of one user.
     *
     * @param data the folder of the environments; one that the user chose may hold other things, which stay
     */
    public static UserData of(Dirs dirs, Path data) {
        var places = new LinkedHashSet<>(List.of(dirs.config(), dirs.data(), dirs.cache(), dirs.state()));
        if (!data.equals(dirs.data())) {
            places.addAll(ownIn(data));
        }
        // On Windows and macOS the data lie inside the folder of the settings.
        return new UserData(places.stream()
                .filter(place -> places.stream().noneMatch(other -> !other.equals(place) && place.startsWith(other)))
                .toList());
    }

    /** Only what Slipway itself keeps in a folder of environments. */
    public static UserData in(Path data) {
        return new UserData(ownIn(data));
    }

    private static List<Path> ownIn(Path data) {
        return List.of(data.resolve("environments"), data.resolve("facts"));
    }

    /** Those places that exist, in the order settings, data, cache, logs. */
    public List<Found> found() throws IOException {
        var found = new ArrayList<Found>();
        for (var place : places) {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                found.add(measure(place));
            }
        }
        return List.copyOf(found);
    }

    private static Found measure(Path place) throws IOException {
        var sum = new long[2];
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0]++;
                sum[1] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                // A log may be rotated away meanwhile; what cannot be read will say so when it is removed.
                return FileVisitResult.CONTINUE;
            }
        });
        return new Found(place, sum[0], sum[1]);
    }

    /**
     * Removes one of the places that {@link #found} gave, with everything in it.
     *
     * @throws IOException for the first file that cannot be removed; those before it are gone
     */
    public void remove(Found found) throws IOException {
        if (!places.contains(found.path())) {
            throw new IllegalArgumentException(found.path() + " is not Slipway's");
        }
        Files.walkFileTree(found.path(), new Removal());
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException why) throws IOException {
            if (why != null) {
                throw why;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
