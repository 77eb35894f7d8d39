package dev.slipway.environment;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The user's environments, one file each in a folder that is made with the first of them. Blocking. A save replaces a
 * file in one step and keeps the last readable one beside it as {@code .NAME.slipway.previous}.
 */
public final class EnvironmentStore {
    private final Path folder;
    private final Path home;

    /**
     * Environments below a data folder.
     *
     * @param data the data folder
     * @param home what {@code ~} in a file means
     */
    public EnvironmentStore(Path data, Path home) {
        this.folder = data.resolve("environments");
        this.home = home;
    }

    /**
     * A file of the folder.
     *
     * @param file where it lies
     * @param content the environment, or what is wrong with the file
     */
    public record Stored(Path file, Outcome<Environment> content) {
        /** The name that the file goes by, whatever it holds. */
        public String name() {
            var fileName = file.getFileName().toString();
            return fileName.substring(0, fileName.length() - EnvironmentFile.ENDING.length());
        }

        /** The environment, when the file is right. */
        public Optional<Environment> environment() {
            return content instanceof Outcome.Done<Environment>(var environment)
                    ? Optional.of(environment) : Optional.empty();
        }
    }

    /** All files, sorted by name; a wrong one is listed with its failure. */
    public List<Stored> list() throws FailureException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var stored = new ArrayList<Stored>();
        try (var files = Files.newDirectoryStream(folder, "*" + EnvironmentFile.ENDING)) {
            for (var file : files) {
                if (!file.getFileName().toString().startsWith(".")) {
                    stored.add(new Stored(file, outcome(file)));
                }
            }
        } catch (IOException e) {
            throw failure(folder, e);
        } catch (DirectoryIteratorException e) {
            throw failure(folder, e.getCause());
        }
        stored.sort(Comparator.comparing(Stored::name));
        return List.copyOf(stored);
    }

    private Outcome<Environment> outcome(Path file) {
        try {
            return new Outcome.Done<>(read(file));
        } catch (FailureException e) {
            return new Outcome.Failed<>(e.failure());
        }
    }

    /** The environment of that name; empty when there is no such file. */
    public Optional<Environment> find(String name) throws FailureException {
        if (!Naming.validName(name) || !Files.exists(file(name))) {
            return Optional.empty();
        }
        return Optional.of(read(file(name)));
    }

    /** Reads a file from anywhere. */
    public Environment read(Path file) throws FailureException {
        var path = file.toAbsolutePath().normalize();
        try (var stream = Files.newInputStream(path)) {
            var bytes = stream.readNBytes(EnvironmentFile.LONGEST + 1);
            return EnvironmentFile.read(bytes, path.getFileName().toString(), path.getParent(), home);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Keeps an environment under its name and gives its file. */
    public Path save(Environment environment) throws FailureException {
        if (!Naming.validName(environment.name())) {
            throw EnvironmentFile.bad(Text.of("environment.plan.bad-name", environment.name()));
        }
        var target = file(environment.name());
        try {
            Files.createDirectories(folder);
            var temporary = Files.createTempFile(folder, ".", ".new");
            try {
                Files.writeString(temporary, EnvironmentFile.write(environment), StandardCharsets.UTF_8);
                if (Files.exists(target) && outcome(target) instanceof Outcome.Done<Environment>) {
                    Files.copy(target, previous(environment.name()), StandardCopyOption.REPLACE_EXISTING);
                }
                replace(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failure(target, e);
        }
        return target;
    }

    /** Keeps a changed environment whose name may have changed: the new file is there before the old one goes. */
    public Path rename(String oldName, Environment environment) throws FailureException {
        if (oldName.equals(environment.name())) {
            return save(environment);
        }
        if (Files.exists(file(environment.name()))) {
            throw new FailureException(new Failure.NameTaken(environment.name(), ""));
        }
        var saved = save(environment);
        delete(oldName);
        return saved;
    }

    /** Forgets the environment of a file; one that is gone already is fine. */
    public void delete(String name) throws FailureException {
        try {
            Files.deleteIfExists(file(name));
            Files.deleteIfExists(previous(name));
        } catch (IOException e) {
            throw failure(file(name), e);
        }
    }

    /** Where the environment of a name is kept; the name must be one that {@link #list} or {@link Naming} allows. */
    public Path file(String name) {
        return inside(name + EnvironmentFile.ENDING);
    }

    private Path previous(String name) {
        return inside("." + name + EnvironmentFile.ENDING + ".previous");
    }

    private Path inside(String fileName) {
        var file = folder.resolve(fileName).normalize();
        if (!folder.normalize().equals(file.getParent())) {
            throw new IllegalArgumentException("Not a name: " + fileName);
        }
        return file;
    }

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FailureException failure(Path path, IOException error) {
        var detail = error.toString();
        var failure = switch (error) {
            case NoSuchFileException _ ->
                    new Failure.BadInput(Text.of("environment.file.not-there", path.toString()), detail);
            case AccessDeniedException _ -> new Failure.PermissionDenied(path.toString(), detail);
            case FileSystemException e when String.valueOf(e.getReason()).contains("No space left") ->
                    new Failure.DiskFull(String.valueOf(path.getParent()), detail);
            default -> new Failure.BadInput(
                    Text.of("environment.file.io", path.toString(), String.valueOf(error.getMessage())), detail);
        };
        return new FailureException(failure, error);
    }
}
