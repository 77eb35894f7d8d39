package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.engine.Endpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Docker's own files of this user: the current context and where each context's engine is. */
final class DockerFiles implements Endpoints.Files {
    private static final Logger LOG = LoggerFactory.getLogger(DockerFiles.class);
    private static final int LONGEST = 1 << 20;
    private static final int MOST_CONTEXTS = 100;

    private final Path configDir;

    DockerFiles(Map<String, String> env, Path home) {
        this.configDir = configDir(env, home);
    }

    /** Docker's configuration folder: DOCKER_CONFIG, else ~/.docker. */
    static Path configDir(Map<String, String> env, Path home) {
        var own = env.getOrDefault("DOCKER_CONFIG", "");
        return own.isBlank() ? home.resolve(".docker") : Path.of(own);
    }

    @Override
    public Optional<String> currentContext() {
        var name = Json.text(read(configDir.resolve("config.json")).path("currentContext"));
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    @Override
    public List<Endpoints.Context> contexts() {
        var meta = configDir.resolve("contexts").resolve("meta");
        if (!Files.isDirectory(meta)) {
            return List.of();
        }
        try (var folders = Files.list(meta)) {
            return folders.limit(MOST_CONTEXTS).map(folder -> context(read(folder.resolve("meta.json"))))
                    .flatMap(Optional::stream).sorted(Comparator.comparing(Endpoints.Context::name)).toList();
        } catch (IOException e) {
            LOG.info("Docker's contexts in {} cannot be read: {}", meta, e.toString());
            return List.of();
        }
    }

    private static Optional<Endpoints.Context> context(JsonNode meta) {
        var name = Json.text(meta.path("Name"));
        var host = Json.text(meta.path("Endpoints").path("docker").path("Host"));
        return name.isEmpty() || host.isEmpty() ? Optional.empty() : Optional.of(new Endpoints.Context(name, host));
    }

    private static JsonNode read(Path file) {
        try {
            return Files.size(file) > LONGEST ? MissingNode.getInstance()
                    : EngineHttp.JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException _) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            LOG.info("Docker's file {} cannot be read: {}", file, e.toString());
            return MissingNode.getInstance();
        }
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            // Not there, or in a folder that is closed to us: its name is then its own.
            return path;
        }
    }

    @Override
    public List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var children = Files.list(folder)) {
            return children.limit(MOST_CONTEXTS).sorted().toList();
        } catch (IOException e) {
            LOG.info("The folder {} cannot be read: {}", folder, e.toString());
            return List.of();
        }
    }
}
