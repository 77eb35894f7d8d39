package dev.slipway.environment;

import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.environment.Environment.GpuChoice;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one environment file; see {@link EnvironmentFile}. */
final class EnvironmentReader {
    private static final List<String> KEYS =
            List.of("slipway", "name", "image", "gpus", "project", "jupyter", "limits", "packages", "ssh", "apps");
    private static final List<String> LIMITS = List.of("memory", "shm");
    private static final int DEEPEST = 4;
    private static final int LONGEST_PATH = 4000;
    private static final long LEAST_MEMORY = 16L << 20;
    private static final long LEAST_SHM = 1L << 20;

    private final String fileName;
    private final Path folder;
    private final Path home;

    EnvironmentReader(String fileName, Path folder, Path home) {
        this.fileName = fileName;
        this.folder = folder;
        this.home = home;
    }

    Environment read(String text) throws FailureException {
        try {
            var settings = LoadSettings.builder().setCodePointLimit(EnvironmentFile.LONGEST)
                    .setAllowDuplicateKeys(true).build();
            refuseWhatNoEnvironmentNeeds(new Parse(settings).parseString(text));
            var root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                throw EnvironmentFile.bad(Text.of("environment.file.empty", fileName));
            }
            return environment(root.get());
        } catch (ReaderException e) {
            throw at(markAt(text, e.getPosition()), Text.of("environment.file.control-character"));
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            throw at(mark.map(Place::of).orElse(Place.START), Text.of("environment.file.not-yaml", e.getProblem()));
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // snakeyaml-engine 3.2 lets a NumberFormatException through for a cut-off "\\x"; it tells no place.
            throw at(Place.START, Text.of("environment.file.not-yaml", String.valueOf(e.getMessage())));
        }
    }

    /** Before anything is built: aliases can grow without end, tags can name classes, depth can exhaust the stack. */
    private void refuseWhatNoEnvironmentNeeds(Iterable<Event> events) throws FailureException {
        int depth = 0;
        int documents = 0;
        for (var event : events) {
            var place = event.getStartMark().map(Place::of).orElse(Place.START);
            if (event instanceof AliasEvent || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                throw at(place, Text.of("environment.file.alias"));
            }
            if (event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                    || event instanceof CollectionStartEvent start && start.getTag().isPresent()) {
                throw at(place, Text.of("environment.file.tag"));
            }
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw at(place, Text.of("environment.file.too-deep"));
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw at(place, Text.of("environment.file.two-documents"));
            }
        }
    }

    private Environment environment(Node root) throws FailureException {
        var values = mapping(root, KEYS, Text.of("environment.file.not-a-mapping"));
        if (values.get("slipway") instanceof Node form) {
            checkForm(form);
        }
        var name = required(values, "name", root);
        if (!Naming.validName(name)) {
            throw at(values.get("name"), Text.of("environment.file.bad-name", name));
        }
        var image = required(values, "image", root);
        if (!Naming.validImage(image)) {
            throw at(values.get("image"), Text.of("environment.file.bad-image", image));
        }
        var limits = values.get("limits") instanceof Node node
                ? mapping(node, LIMITS, Text.of("environment.file.bad-limits")) : Map.<String, Node>of();
        return new Environment(name, image, gpus(values.get("gpus")), project(values.get("project")),
                flag(values.get("jupyter"), "jupyter"), size(limits.get("memory"), "memory", LEAST_MEMORY),
                size(limits.get("shm"), "shm", LEAST_SHM), new ExtrasReader(this).read(values));
    }

    private void checkForm(Node node) throws FailureException {
        var text = scalar(node, "slipway");
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw at(node, Text.of("environment.file.bad-form", text));
        }
        if (Integer.parseInt(text) > EnvironmentFile.FORM) {
            throw at(node, Text.of("environment.file.newer-form", text));
        }
    }

    Map<String, Node> mapping(Node node, List<String> known, Text otherwise) throws FailureException {
        if (!(node instanceof MappingNode mapping)) {
            throw at(node, otherwise);
        }
        var values = new HashMap<String, Node>();
        for (var tuple : mapping.getValue()) {
            var key = scalar(tuple.getKeyNode(), "");
            if (!known.contains(key)) {
                throw at(tuple.getKeyNode(), Spelling.nearest(key, known)
                        .map(near -> Text.of("environment.file.unknown-key-near", key, near))
                        .orElse(Text.of("environment.file.unknown-key", key, String.join(", ", known))));
            }
            if (values.put(key, tuple.getValueNode()) != null) {
                throw at(tuple.getKeyNode(), Text.of("environment.file.duplicate-key", key));
            }
        }
        return values;
    }

    String required(Map<String, Node> values, String key, Node root) throws FailureException {
        var node = values.get(key);
        if (node == null) {
            throw at(root, Text.of("environment.file.missing-key", key));
        }
        return scalar(node, key);
    }

    String scalar(Node node, String key) throws FailureException {
        if (!(node instanceof ScalarNode scalar)) {
            throw at(node, key.isEmpty() ? Text.of("environment.file.bad-key")
                    : Text.of("environment.file.not-a-value", key));
        }
        var value = scalar.getValue();
        if (scalar.isPlain() && (value.isEmpty() || value.equals("null"))) {
            throw at(node, Text.of("environment.file.no-value", key));
        }
        // Direction marks count as well: they can make a path look like another one when it is shown.
        if (value.codePoints().anyMatch(EnvironmentReader::hidden)) {
            throw at(node, Text.of("environment.file.control-character"));
        }
        return value;
    }

    static boolean hidden(int c) {
        return Character.isISOControl(c) || c >= 0x200b && c <= 0x200f || c >= 0x2028 && c <= 0x202e
                || c >= 0x2060 && c <= 0x2069 || c == 0xfeff || c >= 0xd800 && c <= 0xdfff;
    }

    private GpuChoice gpus(Node node) throws FailureException {
        if (node == null) {
            return new GpuChoice.All();
        }
        if (node instanceof ScalarNode) {
            return switch (scalar(node, "gpus")) {
                case "all" -> new GpuChoice.All();
                case "none" -> new GpuChoice.None();
                default -> throw at(node, Text.of("environment.file.bad-gpus", scalar(node, "gpus")));
            };
        }
        if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()
                || list.getValue().size() > GpuSelection.MOST) {
            throw at(node, Text.of("environment.file.bad-gpu-list"));
        }
        var ids = new ArrayList<String>();
        for (var item : list.getValue()) {
            var id = scalar(item, "gpus");
            if (!GpuSelection.validId(id)) {
                throw at(item, Text.of("environment.file.bad-gpu", id));
            }
            if (ids.contains(id)) {
                throw at(item, Text.of("environment.file.gpu-twice", id));
            }
            ids.add(id);
        }
        return new GpuChoice.Some(ids);
    }

    private Optional<Path> project(Node node) throws FailureException {
        if (node == null) {
            return Optional.empty();
        }
        var text = scalar(node, "project");
        try {
            if (text.length() > LONGEST_PATH) {
                throw at(node, Text.of("environment.file.bad-project", text.substring(0, 60) + "…"));
            }
            if (text.equals("~")) {
                return Optional.of(home);
            }
            var path = text.startsWith("~/") ? home.resolve(text.substring(2)) : folder.resolve(text);
            return Optional.of(path.normalize());
        } catch (InvalidPathException e) {
            throw at(node, Text.of("environment.file.bad-project", text));
        }
    }

    boolean flag(Node node, String key) throws FailureException {
        if (node == null) {
            return false;
        }
        return switch (scalar(node, key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw at(node, Text.of("environment.file.bad-flag", scalar(node, key)));
        };
    }

    private Optional<Long> size(Node node, String key, long least) throws FailureException {
        if (node == null) {
            return Optional.empty();
        }
        var text = scalar(node, key);
        var bytes = MemorySize.parse(text);
        if (bytes.isEmpty()) {
            throw at(node, Text.of("environment.file.bad-size", text));
        }
        if (bytes.get() < least) {
            throw at(node, Text.of("environment.file.size-too-small", key, MemorySize.write(least)));
        }
        return bytes;
    }

    private FailureException at(Place place, Text problem) {
        return EnvironmentFile.bad(Text.of("environment.file.at", fileName, place.line(), place.column(), problem));
    }

    FailureException at(Node node, Text problem) {
        return at(node.getStartMark().map(Place::of).orElse(Place.START), problem);
    }

    /** A reader's error comes with an offset only. */
    private static Place markAt(String text, int offset) {
        int end = Math.clamp(offset, 0, text.length());
        var before = text.substring(0, end);
        int lineStart = before.lastIndexOf('\n') + 1;
        return new Place((int) before.chars().filter(c -> c == '\n').count() + 1, end - lineStart + 1);
    }

    /** A place in the file, counted from 1. */
    private record Place(int line, int column) {
        static final Place START = new Place(1, 1);

        static Place of(Mark mark) {
            return new Place(mark.getLine() + 1, mark.getColumn() + 1);
        }
    }
}
