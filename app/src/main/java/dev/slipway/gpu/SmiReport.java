package dev.slipway.gpu;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Reading.Value;
import dev.slipway.base.Version;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What {@code nvidia-smi -q -x} tells of a machine's identity, in the words of older drivers ({@code driver_version},
 * {@code cuda_version}) and of those from about 610 on, which tell kernel and user part apart ({@code kmd_version},
 * {@code cuda_umd_version}). The compute capability is not in it.
 */
final class SmiReport {
    /** The longest report worth reading; eight GPUs give about 250 kB. */
    static final int LONGEST = 8 << 20;

    private static final int DEEPEST = 32;
    private static final int LONGEST_VALUE = 256;
    private static final int MOST_GPUS = 256;
    private static final String ROOT = "nvidia_smi_log/";
    private static final String GPU = ROOT + "gpu";

    private final Map<String, String> machine;
    private final List<Map<String, String>> gpus;

    private SmiReport(Map<String, String> machine, List<Map<String, String>> gpus) {
        this.machine = machine;
        this.gpus = gpus;
    }

    /** The text is not a report of nvidia-smi; the message says where it goes wrong. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Reads a report. External entities and DTDs are off: the report comes from a program, but through a pipe. */
    static SmiReport parse(byte[] xml) throws Unreadable {
        if (xml.length > LONGEST) {
            throw new Unreadable("longer than " + LONGEST + " bytes", null);
        }
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            // Decoded here: the JDK's reader prints its complaints about wrong bytes to the error stream.
            return read(factory.createXMLStreamReader(new StringReader(new String(xml, StandardCharsets.UTF_8))));
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's reader answers some malformed documents with unchecked exceptions of its own.
            throw new Unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    private static SmiReport read(XMLStreamReader reader) throws XMLStreamException, Unreadable {
        var machine = new HashMap<String, String>();
        var gpus = new ArrayList<Map<String, String>>();
        Deque<String> paths = new ArrayDeque<>();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    var path = paths.isEmpty() ? reader.getLocalName() : paths.peek() + "/" + reader.getLocalName();
                    paths.push(path);
                    if (paths.size() > DEEPEST || gpus.size() > MOST_GPUS) {
                        throw new Unreadable("too deep or too long", null);
                    }
                    if (path.equals(GPU)) {
                        gpus.add(new HashMap<>());
                        put(gpus.getLast(), "id", reader.getAttributeValue(null, "id"));
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> paths.pop();
                case XMLStreamConstants.CHARACTERS -> {
                    var path = paths.isEmpty() ? "" : paths.peek();
                    if (path.startsWith(GPU + "/")) {
                        put(gpus.getLast(), path.substring(GPU.length() + 1), reader.getText());
                    } else if (path.startsWith(ROOT)) {
                        put(machine, path.substring(ROOT.length()), reader.getText());
                    }
                }
                default -> {
                }
            }
        }
        if (machine.isEmpty() && gpus.isEmpty()) {
            throw new Unreadable("not a report of nvidia-smi", null);
        }
        return new SmiReport(machine, gpus);
    }

    /** Keeps a value that says something: the first one, as nvidia-smi gives each once. */
    private static void put(Map<String, String> values, String name, String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_VALUE) {
            return;
        }
        values.putIfAbsent(name, text.strip());
    }

    /** The driver, unless the report lacks it. */
    Reading<Driver> driver() {
        return first(machine, "driver_version", "kmd_version", "driver_kmd_version").flatMap(Version::parse)
                .map(version -> Reading.of(new Driver(version, cuda(), Reading.unknown())))
                .orElseGet(() -> Reading.missing(Reason.ERROR, "nvidia-smi tells no driver version"));
    }

    private Reading<Version> cuda() {
        return first(machine, "cuda_version", "cuda_umd_version").flatMap(Version::parse)
                .map(Reading::of).orElseGet(Reading::unknown);
    }

    /**
     * The GPUs in nvidia-smi's order, which is NVML's.
     *
     * @param capabilities compute capabilities by UUID, from a second question
     */
    List<Gpu> gpus(Map<String, ComputeCapability> capabilities) {
        var all = new ArrayList<Gpu>();
        for (var gpu : gpus) {
            int index = all.size();
            var uuid = first(gpu, "uuid").orElse("nvidia-smi-" + index);
            Reading<ComputeCapability> capability = Optional.ofNullable(capabilities.get(uuid)).map(Reading::of)
                    .orElseGet(Reading::unknown);
            all.add(new Gpu(index, uuid, first(gpu, "product_name").orElse("NVIDIA GPU"), Gpu.Maker.NVIDIA,
                    text(gpu, "id", "pci/pci_bus_id"), text(gpu, "product_brand"), capability,
                    architecture(text(gpu, "product_architecture"), capability),
                    bytes(text(gpu, "fb_memory_usage/total")), bytes(text(gpu, "fb_memory_usage/reserved")),
                    watts(text(gpu, "gpu_power_readings/current_power_limit", "power_readings/enforced_power_limit",
                            "power_readings/power_limit", "module_power_readings/current_power_limit")),
                    on(text(gpu, "ecc_mode/current_ecc")), on(text(gpu, "mig_mode/current_mig"))));
        }
        return List.copyOf(all);
    }

    private static Optional<String> first(Map<String, String> values, String... names) {
        for (var name : names) {
            var value = values.get(name);
            if (value != null && !value.equals("N/A") && !value.startsWith("[")) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static Reading<String> text(Map<String, String> values, String... names) {
        return first(values, names).map(Reading::of).orElseGet(() -> "N/A".equals(values.get(names[0]))
                ? Reading.missing(Reason.NOT_SUPPORTED, "N/A") : Reading.unknown());
    }

    private static Reading<String> architecture(Reading<String> told, Reading<ComputeCapability> capability) {
        return switch (told) {
            case Value<String>(var name) -> Reading.of(name.replace(" Lovelace", ""));
            case Missing<String> _ -> switch (capability) {
                case Value<ComputeCapability>(var value) -> ArchitectureName.of(value);
                case Missing<ComputeCapability> _ -> told;
            };
        };
    }

    private static Reading<Long> bytes(Reading<String> told) {
        return number(told, "\\d{1,12}", " MiB", digits -> Long.parseLong(digits) << 20);
    }

    private static Reading<Double> watts(Reading<String> told) {
        return number(told, "\\d{1,9}(\\.\\d{1,6})?", " W", Double::parseDouble);
    }

    private static <T> Reading<T> number(Reading<String> told, String form, String unit, Function<String, T> read) {
        return switch (told) {
            case Value<String>(var text) when text.matches(form + unit) ->
                    Reading.of(read.apply(text.substring(0, text.length() - unit.length())));
            case Value<String>(var text) -> Reading.missing(Reason.ERROR, text);
            case Missing<String>(var reason, var detail) -> Reading.missing(reason, detail);
        };
    }

    private static Reading<Boolean> on(Reading<String> told) {
        return switch (told) {
            case Value<String>(var text) when text.equals("Enabled") -> Reading.of(true);
            case Value<String>(var text) when text.equals("Disabled") -> Reading.of(false);
            case Value<String>(var text) -> Reading.missing(Reason.NOT_KNOWN, text);
            case Missing<String>(var reason, var detail) -> Reading.missing(reason, detail);
        };
    }
}
