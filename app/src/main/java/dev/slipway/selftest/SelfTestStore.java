package dev.slipway.selftest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.gpu.ComputeCapability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps results of self-tests, one JSON file each, the newest few hundred. Blocking; thread-safe. */
public final class SelfTestStore {
    private static final Logger LOG = LoggerFactory.getLogger(SelfTestStore.class);
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(20).maxStringLength(20_000).build()).build());
    private static final int FORM = 1;
    private static final int MOST = 300;
    private static final int MOST_VALUES = 200;
    private static final int LONGEST_WORDS = 2000;
    private static final long LARGEST = 2 << 20;

    private final Path folder;

    /** Results in {@code folder}, which need not exist. */
    public SelfTestStore(Path folder) {
        this.folder = folder;
    }

    /** Keeps a result; {@code raw} is what the script said of it. */
    void save(SelfTestResult result, String raw) throws FailureException {
        try {
            var json = json(result);
            json.set("measured", JSON.readTree(raw));
            Files.createDirectories(folder);
            var temporary = Files.createTempFile(folder, "result", ".tmp");
            try {
                Files.write(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
                Files.move(temporary, folder.resolve(fileName(result)), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            for (var old : files().stream().skip(MOST).toList()) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw new FailureException(new Failure.BadInput(Text.of("selftest.not-kept", folder.toString()),
                    e.toString()), e);
        }
    }

    private static String fileName(SelfTestResult result) {
        return result.at().toString().replaceAll("[^0-9TZ]", "") + "-" + result.session() + ".json";
    }

    /** What is kept, newest first; a file that cannot be read is left out and logged. */
    public List<SelfTestResult> list() {
        try {
            return files().stream().limit(MOST).map(SelfTestStore::read).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            LOG.warn("The results in {} cannot be listed", folder, e);
            return List.of();
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9TZ]{8,24}-[a-z0-9-]{1,40}\\.json"))
                    .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed()).toList();
        }
    }

    private static Optional<SelfTestResult> read(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
                throw new IOException("No file of ours");
            }
            var json = JSON.readTree(Files.readAllBytes(file));
            if (json.path("form").asInt() != FORM) {
                throw new IOException("Of another form");
            }
            return Optional.of(new SelfTestResult(words(json.path("session")).orElseThrow(IOException::new),
                    Instant.parse(json.path("at").asText()), words(json.path("image")).orElse("–"),
                    words(json.path("digest")), list(json.path("gpus"), node -> words(node)),
                    words(json.path("driver")), measured(json.path("measured"))));
        } catch (IOException | DateTimeException e) {
            LOG.warn("The result {} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private static ObjectNode json(SelfTestResult result) {
        var json = JSON.createObjectNode().put("form", FORM).put("session", result.session())
                .put("at", result.at().toString()).put("image", result.image());
        result.digest().ifPresent(digest -> json.put("digest", digest));
        result.driver().ifPresent(driver -> json.put("driver", driver));
        var gpus = json.putArray("gpus");
        result.gpus().forEach(gpus::add);
        return json;
    }

    /** The file of a result, for programs. */
    public String text(SelfTestResult result) throws FailureException {
        try {
            return Files.readString(folder.resolve(fileName(result)));
        } catch (IOException e) {
            throw new FailureException(new Failure.BadInput(Text.of("selftest.not-kept", folder.toString()),
                    e.toString()), e);
        }
    }

    /** Reads what the script said. Foreign words: what is no value is left out. */
    static Measured measured(String raw) throws FailureException {
        try {
            return measured(JSON.readTree(raw));
        } catch (JsonProcessingException e) {
            throw new FailureException(new Failure.BadInput(Text.of("selftest.not-understood"), e.getMessage()), e);
        }
    }

    private static Measured measured(JsonNode json) {
        var devices = json.path("devices");
        return new Measured(list(devices.path("gpus"), SelfTestStore::device), words(devices.path("error")),
                words(devices.path("driver")), software(json.path("software")),
                part(json.path("matmul"), SelfTestStore::rate), part(json.path("copies"), SelfTestStore::copies),
                part(json.path("compile"), SelfTestStore::compileRun),
                part(json.path("allReduce"), SelfTestStore::allReduce), number(json.path("seconds")).orElse(0.0));
    }

    private static Optional<Measured.Device> device(JsonNode json) {
        return words(json.path("uuid")).map(uuid -> new Measured.Device(uuid, words(json.path("name")).orElse("–"),
                words(json.path("capability")).flatMap(ComputeCapability::parse), json.path("memoryBytes").asLong()));
    }

    private static Measured.Software software(JsonNode json) {
        return new Measured.Software(words(json.path("python")), words(json.path("torch")), words(json.path("cuda")),
                words(json.path("cudnn")), words(json.path("nccl")), words(json.path("triton")),
                words(json.path("compiler")), list(json.path("archs"), SelfTestStore::words),
                json.path("available").asBoolean(), words(json.path("error")));
    }

    private static Optional<Measured.Rate> rate(JsonNode json) {
        return number(json.path("teraflops")).map(rate -> new Measured.Rate(json.path("gpu").asInt(),
                words(json.path("type")).orElse("–"), json.path("size").asInt(), rate));
    }

    private static Optional<Measured.Copies> copies(JsonNode json) {
        return number(json.path("toDevice")).flatMap(there -> number(json.path("toHost")).map(back ->
                new Measured.Copies(json.path("gpu").asInt(), there, back)));
    }

    private static Optional<Measured.CompileRun> compileRun(JsonNode json) {
        return words(json.path("model")).map(model -> new Measured.CompileRun(model,
                words(json.path("task")).orElse("–"), words(json.path("mode")).orElse("–"),
                number(json.path("milliseconds")), number(json.path("peakBytes")).map(Double::longValue),
                number(json.path("speedUp")), number(json.path("compileSeconds")),
                number(json.path("relativeError")), words(json.path("error"))));
    }

    private static Optional<Measured.AllReduce> allReduce(JsonNode json) {
        return number(json.path("busGigabytesPerSecond")).map(rate -> new Measured.AllReduce(json.path("gpus").asInt(),
                json.path("bytes").asLong(), rate, json.path("correct").asBoolean()));
    }

    /** A list, a single value, a reason why there is none, or nothing at all. */
    private static <T> Measured.Part<T> part(JsonNode json, Function<JsonNode, Optional<T>> read) {
        if (json.isArray()) {
            return new Measured.Part<>(list(json, read), Optional.empty());
        }
        return words(json.path("error")).map(why -> new Measured.Part<T>(List.of(), Optional.of(why)))
                .orElseGet(() -> new Measured.Part<>(read.apply(json).map(List::of).orElse(List.of()),
                        Optional.empty()));
    }

    private static <T> List<T> list(JsonNode json, Function<JsonNode, Optional<T>> read) {
        var values = new ArrayList<T>();
        for (var item : json) {
            if (values.size() == MOST_VALUES) {
                break;
            }
            read.apply(item).ifPresent(values::add);
        }
        return values;
    }

    private static Optional<String> words(JsonNode json) {
        return json.isTextual() && !json.asText().isBlank() ? Optional.of(json.asText().substring(0,
                Math.min(json.asText().length(), LONGEST_WORDS))) : Optional.empty();
    }

    private static Optional<Double> number(JsonNode json) {
        return json.isNumber() && Double.isFinite(json.asDouble()) ? Optional.of(json.asDouble()) : Optional.empty();
    }
}
