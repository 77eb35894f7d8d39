package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The CDI names of NVIDIA's GPUs in the spec files of some folders: {@code nvidia.com/gpu=0}, {@code ...=all}. */
final class CdiSpecs {
    private static final Logger LOG = LoggerFactory.getLogger(CdiSpecs.class);
    private static final String KIND = "nvidia.com/gpu";
    private static final int LONGEST_FILE = 4 << 20;
    private static final int MOST_NAMES = 1024;

    private CdiSpecs() {
    }

    /** The names in the folders' specs, sorted; a file that cannot be read gives none. */
    static List<String> names(List<Path> folders) {
        var names = new TreeSet<String>();
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{json,yaml,yml}")) {
                for (var file : files) {
                    names.addAll(namesIn(file));
                }
            } catch (IOException e) {
                LOG.info("Cannot read the CDI folder {}: {}", folder, e.toString());
            }
        }
        return names.stream().limit(MOST_NAMES).toList();
    }

    private static List<String> namesIn(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                LOG.info("The CDI spec {} is larger than 4 MiB and is left out", file);
                return List.of();
            }
            return names(Files.readString(file, StandardCharsets.UTF_8), file.toString().endsWith(".json"));
        } catch (IOException e) {
            LOG.info("Cannot read the CDI spec {}: {}", file, e.toString());
            return List.of();
        }
    }

    /** The names in one spec. @throws IOException when it is not well formed */
    static List<String> names(String text, boolean json) throws IOException {
        var spec = json ? EngineHttp.JSON.readTree(text) : yaml(text);
        if (!KIND.equals(Json.text(spec.path("kind")))) {
            return List.of();
        }
        return spec.path("devices").valueStream().map(device -> Json.text(device.path("name")))
                .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9_.:-]*")).map(name -> KIND + "=" + name).toList();
    }

    private static JsonNode yaml(String text) throws IOException {
        var settings = LoadSettings.builder().setMaxAliasesForCollections(0).setAllowDuplicateKeys(true)
                .setCodePointLimit(LONGEST_FILE).build();
        try {
            return EngineHttp.JSON.valueToTree(new Load(settings).loadFromString(text));
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new IOException("Not YAML: " + Optional.ofNullable(e.getMessage()).orElse(""), e);
        }
    }
}
