package dev.slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Host;
import dev.slipway.machine.Jetson;
import dev.slipway.machine.Machine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A machine from a file: what {@code --machine FILE} reads and {@link MachineJson} writes. A file may come from anyone,
 * so it is bounded; every error names the field. Unknown fields are passed over.
 */
final class MachineFile {
    private static final int LARGEST = 1 << 20;
    private static final int MOST_GPUS = 64;
    private static final int LONGEST = 200;
    private static final long MOST_BYTES = 1L << 50;

    private final String file;

    private MachineFile(String file) {
        this.file = file;
    }

    /**
     * Reads a machine from a file.
     *
     * @throws FailureException always a {@link Failure.BadInput} that says which field is wrong and how
     */
    static Machine read(Path path) throws FailureException {
        byte[] content;
        try (var stream = Files.newInputStream(path)) {
            content = stream.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new FailureException(new Failure.BadInput(Text.of("cli.machine-file.unreadable", path),
                    String.valueOf(e.getMessage())), e);
        }
        return read(content, path.toString());
    }

    static Machine read(byte[] content, String file) throws FailureException {
        return new MachineFile(file).parse(content);
    }

    private Machine parse(byte[] content) throws FailureException {
        if (content.length > LARGEST) {
            throw bad("", Text.of("cli.machine-file.too-large"));
        }
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new FailureException(new Failure.BadInput(Text.of("cli.machine-file.not-json", file,
                    place == null ? 1 : place.getLineNr(), place == null ? 1 : place.getColumnNr()),
                    String.valueOf(e.getOriginalMessage())), e);
        } catch (IOException e) {
            throw new FailureException(new Failure.BadInput(Text.of("cli.machine-file.not-json", file, 1, 1),
                    String.valueOf(e.getMessage())), e);
        }
        if (json == null || !json.isObject()) {
            throw bad("", Text.of("cli.machine-file.object"));
        }
        var os = text(json, "os", "os");
        if (!List.of("linux", "windows", "macos").contains(os)) {
            throw bad("os", Text.of("cli.machine-file.one-of", "linux, windows, macos"));
        }
        var arch = text(json, "arch", "arch");
        var host = new Host(os, optionalText(json, "osName", "osName").orElse(os), arch, flag(json, "wsl", "wsl"),
                reading(optionalText(json, "cpu", "cpu")),
                reading(amount(json, "cores", "cores").map(cores -> (int) Math.min(cores, 100_000))),
                reading(amount(json, "memoryBytes", "memoryBytes")), Reading.unknown(), jetson(json.path("jetson")));
        return new Machine(host, driver(json.path("driver")), gpus(json.path("gpus")),
                engine(json.path("engine"), arch), flag(json, "simulated", "simulated"));
    }

    private Optional<Jetson> jetson(JsonNode json) throws FailureException {
        if (json.isNull() || json.isMissingNode()) {
            return Optional.empty();
        }
        object(json, "jetson");
        return Optional.of(new Jetson(optionalText(json, "model", "jetson.model").orElse(""),
                optionalText(json, "chip", "jetson.chip"), optionalText(json, "l4t", "jetson.l4t").isEmpty()
                        ? Optional.empty() : Optional.of(version(json, "l4t", "jetson.l4t"))));
    }

    private Reading<Driver> driver(JsonNode json) throws FailureException {
        if (json.isNull() || json.isMissingNode()) {
            return Reading.missing(Reason.NO_LIBRARY, "");
        }
        object(json, "driver");
        var version = version(json, "version", "driver.version");
        var cuda = optionalText(json, "cuda", "driver.cuda").isEmpty() ? Reading.<Version>unknown()
                : Reading.of(version(json, "cuda", "driver.cuda"));
        return Reading.of(new Driver(version, cuda, reading(optionalText(json, "nvml", "driver.nvml"))));
    }

    private List<Gpu> gpus(JsonNode json) throws FailureException {
        if (!json.isArray()) {
            throw bad("gpus", Text.of("cli.machine-file.list"));
        }
        if (json.size() > MOST_GPUS) {
            throw bad("gpus", Text.of("cli.machine-file.too-many", MOST_GPUS));
        }
        var gpus = new ArrayList<Gpu>();
        for (int i = 0; i < json.size(); i++) {
            gpus.add(gpu(json.get(i), "gpus[" + i + "]", i));
        }
        return gpus;
    }

    private Gpu gpu(JsonNode json, String at, int position) throws FailureException {
        object(json, at);
        var name = text(json, "name", at + ".name");
        var words = optionalText(json, "computeCapability", at + ".computeCapability");
        var capability = words.isEmpty() ? Optional.<ComputeCapability>empty() : ComputeCapability.parse(words.get());
        if (words.isPresent() && capability.isEmpty()) {
            throw bad(at + ".computeCapability", Text.of("cli.machine-file.capability", words.get()));
        }
        var index = amount(json, "index", at + ".index").map(number -> (int) Math.min(number, 10_000)).orElse(position);
        return new Gpu(index, optionalText(json, "uuid", at + ".uuid").orElse("GPU-" + position), name,
                maker(json, at, name, capability.isPresent()), reading(optionalText(json, "pciId", at + ".pciId")),
                reading(optionalText(json, "brand", at + ".brand")), reading(capability),
                reading(optionalText(json, "architecture", at + ".architecture")),
                reading(amount(json, "memoryBytes", at + ".memoryBytes")),
                reading(amount(json, "reservedBytes", at + ".reservedBytes")), Reading.unknown(), Reading.unknown(),
                reading(json.path("mig").isBoolean() ? Optional.of(json.path("mig").asBoolean()) : Optional.empty()));
    }

    private Gpu.Maker maker(JsonNode json, String at, String name, boolean capable) throws FailureException {
        var word = optionalText(json, "maker", at + ".maker");
        if (word.isPresent()) {
            for (var maker : Gpu.Maker.values()) {
                if (maker.name().equalsIgnoreCase(word.get())) {
                    return maker;
                }
            }
            throw bad(at + ".maker", Text.of("cli.machine-file.one-of", "nvidia, amd, intel, other"));
        }
        var lower = name.toLowerCase(Locale.ROOT);
        if (capable || lower.contains("nvidia") || lower.contains("geforce") || lower.contains("nvgpu")) {
            return Gpu.Maker.NVIDIA;
        }
        return lower.contains("amd") || lower.contains("radeon") ? Gpu.Maker.AMD
                : lower.contains("intel") ? Gpu.Maker.INTEL : Gpu.Maker.OTHER;
    }

    private Optional<EngineInfo> engine(JsonNode json, String arch) throws FailureException {
        if (json.isNull() || json.isMissingNode()) {
            return Optional.empty();
        }
        object(json, "engine");
        var word = text(json, "kind", "engine.kind");
        var kind = Arrays.stream(EngineInfo.Kind.values()).filter(known -> known.id().equals(word)).findFirst()
                .orElseThrow(() -> bad("engine.kind", Text.of("cli.machine-file.one-of", "docker, podman")));
        // An address that nothing can be reached at: this engine is only spoken of.
        var endpoint = new Endpoint(URI.create("unix:///machine-file"), Endpoint.Origin.SETTINGS, kind.label());
        return Optional.of(new EngineInfo(endpoint, kind, version(json, "version", "engine.version"),
                optionalText(json, "apiVersion", "engine.apiVersion").orElse(""),
                flag(json, "rootless", "engine.rootless"), flag(json, "snap", "engine.snap"),
                flag(json, "desktopVm", "engine.desktopVm"), access(json.path("gpuAccess")), List.of(), "",
                reading(amount(json, "freeDiskBytes", "engine.freeDiskBytes")),
                optionalText(json, "arch", "engine.arch").orElse(arch)));
    }

    private Set<GpuAccess> access(JsonNode json) throws FailureException {
        var access = EnumSet.noneOf(GpuAccess.class);
        if (json.isMissingNode()) {
            return access;
        }
        if (!json.isArray() || json.size() > GpuAccess.values().length) {
            throw bad("engine.gpuAccess", Text.of("cli.machine-file.list"));
        }
        for (int i = 0; i < json.size(); i++) {
            var word = json.get(i).asText("");
            access.add(Arrays.stream(GpuAccess.values()).filter(known -> known.id().equals(word)).findFirst()
                    .orElseThrow(() -> bad("engine.gpuAccess",
                            Text.of("cli.machine-file.one-of", "nvidia-runtime, cdi"))));
        }
        return access;
    }

    private static <T> Reading<T> reading(Optional<T> value) {
        return value.map(Reading::of).orElseGet(Reading::unknown);
    }

    private void object(JsonNode json, String at) throws FailureException {
        if (!json.isObject()) {
            throw bad(at, Text.of("cli.machine-file.object"));
        }
    }

    private String text(JsonNode json, String field, String at) throws FailureException {
        return optionalText(json, field, at).orElseThrow(() -> bad(at, Text.of("cli.machine-file.missing")));
    }

    private Optional<String> optionalText(JsonNode json, String field, String at) throws FailureException {
        var node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() || node.asText().isBlank() || node.asText().length() > LONGEST
                || node.asText().chars().anyMatch(Character::isISOControl)) {
            throw bad(at, Text.of("cli.machine-file.text", LONGEST));
        }
        return Optional.of(node.asText().strip());
    }

    private Version version(JsonNode json, String field, String at) throws FailureException {
        return Version.parse(text(json, field, at))
                .orElseThrow(() -> bad(at, Text.of("cli.machine-file.version")));
    }

    private boolean flag(JsonNode json, String field, String at) throws FailureException {
        var node = json.path(field);
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw bad(at, Text.of("cli.machine-file.flag"));
        }
        return node.asBoolean(false);
    }

    private Optional<Long> amount(JsonNode json, String field, String at) throws FailureException {
        var node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 0 || node.asLong() > MOST_BYTES) {
            throw bad(at, Text.of("cli.machine-file.number", MOST_BYTES));
        }
        return Optional.of(node.asLong());
    }

    private FailureException bad(String at, Text problem) {
        return new FailureException(new Failure.BadInput(at.isEmpty()
                ? Text.of("cli.machine-file", file, problem)
                : Text.of("cli.machine-file.field", file, at, problem), at));
    }
}
