package dev.slipway.layer;

import dev.slipway.environment.Extras.Packages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The files that do the work inside, and the lists of what they install. */
final class LayerFiles {
    private static final List<String> SCRIPTS = List.of("install.sh", "frameworks.py");

    private LayerFiles() {
    }

    /** One of the scripts. */
    static String text(String name) {
        try (var stream = LayerFiles.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Scripts and lists by name; the lists hold one checked name a line. */
    static Map<String, byte[]> of(LayerNeeds needs) {
        var files = new LinkedHashMap<String, byte[]>();
        SCRIPTS.forEach(name -> files.put(name, bytes(text(name))));
        list(files, "apt.txt", needs.packages().apt(), Packages::validApt);
        list(files, "conda.txt", needs.packages().conda(), Packages::validConda);
        list(files, "pip.txt", needs.packages().pip(), Packages::validPip);
        if (needs.jupyter()) {
            list(files, "jupyter.txt", List.of("jupyterlab", "ipykernel"), Packages::validPip);
        }
        return files;
    }

    private static void list(Map<String, byte[]> files, String name, List<String> packages, Predicate<String> valid) {
        // Names are checked where they come in; here nothing else may pass, since they stand in a Dockerfile too.
        packages.stream().filter(valid.negate()).findFirst().ifPresent(bad -> {
            throw new IllegalArgumentException("not a package: " + bad);
        });
        if (!packages.isEmpty()) {
            files.put(name, bytes(String.join("\n", packages) + "\n"));
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
