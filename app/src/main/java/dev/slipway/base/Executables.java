package dev.slipway.base;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds programs. */
public final class Executables {
    private Executables() {
    }

    /** The first program of that name in the folders of {@code path}, which has the form of the variable PATH. */
    public static Optional<Path> find(String name, String path) {
        return Arrays.stream(path.split(File.pathSeparator)).filter(part -> !part.isBlank())
                .flatMap(part -> List.of(name, name + ".exe").stream().flatMap(file -> at(part, file).stream()))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).findFirst();
    }

    private static Optional<Path> at(String folder, String file) {
        try {
            return Optional.of(Path.of(folder, file));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
