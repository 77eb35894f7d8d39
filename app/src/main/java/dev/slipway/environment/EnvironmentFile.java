package dev.slipway.environment;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.environment.Environment.GpuChoice;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The form of an environment's file, {@code NAME.slipway}: a small YAML mapping.
 *
 * <pre>
 * slipway: 1
 * name: thesis
 * image: pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime
 * gpus: all                # all, none, or a list: ["0", "4090"]
 * project: ~/thesis        # beside the file when relative
 * jupyter: true
 * limits:
 *   memory: 16 GiB
 *   shm: 8 GiB
 * packages:                # added in a layer on top of the image
 *   pip: ["einops>=0.8"]
 *   apt: [git]
 * ssh: true                # an SSH server for keys only
 * apps:                    # web pages that something inside serves
 *   - {name: tensorboard, port: 6006, path: /}
 * </pre>
 *
 * {@code name} and {@code image} must be there. A file may come from anywhere: it is bounded, and aliases, tags and
 * control characters are refused.
 */
public final class EnvironmentFile {
    /** The ending of the files. */
    public static final String ENDING = ".slipway";
    /** The longest file, in bytes. */
    public static final int LONGEST = 64 * 1024;
    /** The form written; higher numbers are refused. */
    static final int FORM = 1;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./:@+-]*[A-Za-z0-9_/]");

    private EnvironmentFile() {
    }

    /**
     * Reads a file's content.
     *
     * @param bytes the content
     * @param fileName what messages call the file
     * @param folder what a relative project folder starts from
     * @param home what {@code ~} means
     * @throws FailureException always a {@link Failure.BadInput} with line, column, what is wrong and what to do
     */
    public static Environment read(byte[] bytes, String fileName, Path folder, Path home) throws FailureException {
        if (bytes.length > LONGEST) {
            throw bad(Text.of("environment.file.too-long", fileName));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new FailureException(
                    new Failure.BadInput(Text.of("environment.file.not-utf8", fileName), e.toString()), e);
        }
        return new EnvironmentReader(fileName, folder, home).read(text);
    }

    static FailureException bad(Text problem) {
        return new FailureException(new Failure.BadInput(problem, ""));
    }

    /** The file's content for an environment; {@link #read} gives the same environment back. */
    public static String write(Environment environment) {
        var yaml = new StringBuilder(256);
        yaml.append("slipway: ").append(FORM).append('\n');
        yaml.append("name: ").append(quoted(environment.name())).append('\n');
        yaml.append("image: ").append(quoted(environment.image())).append('\n');
        yaml.append("gpus: ").append(gpus(environment.gpus())).append('\n');
        environment.project().ifPresent(project ->
                yaml.append("project: ").append(quoted(project.toString())).append('\n'));
        yaml.append("jupyter: ").append(environment.jupyter()).append('\n');
        if (environment.memoryLimitBytes().isPresent() || environment.shmBytes().isPresent()) {
            yaml.append("limits:\n");
            environment.memoryLimitBytes().ifPresent(bytes ->
                    yaml.append("  memory: ").append(MemorySize.write(bytes)).append('\n'));
            environment.shmBytes().ifPresent(bytes ->
                    yaml.append("  shm: ").append(MemorySize.write(bytes)).append('\n'));
        }
        write(environment.extras(), yaml);
        return yaml.toString();
    }

    private static void write(Extras extras, StringBuilder yaml) {
        if (!extras.packages().isEmpty()) {
            yaml.append("packages:\n");
            list("pip", extras.packages().pip(), yaml);
            list("conda", extras.packages().conda(), yaml);
            list("apt", extras.packages().apt(), yaml);
        }
        if (extras.ssh()) {
            yaml.append("ssh: true\n");
        }
        if (!extras.apps().isEmpty()) {
            yaml.append("apps:\n");
            extras.apps().forEach(app -> yaml.append("  - name: ").append(quoted(app.name())).append('\n')
                    .append("    port: ").append(app.port()).append('\n')
                    .append("    path: ").append(doubleQuoted(app.path())).append('\n'));
        }
    }

    private static void list(String tool, List<String> packages, StringBuilder yaml) {
        if (!packages.isEmpty()) {
            yaml.append("  ").append(tool).append(": [").append(String.join(", ",
                    packages.stream().map(EnvironmentFile::doubleQuoted).toList())).append("]\n");
        }
    }

    private static String gpus(GpuChoice choice) {
        return switch (choice) {
            case GpuChoice.All() -> "all";
            case GpuChoice.None() -> "none";
            case GpuChoice.Some(List<String> ids) ->
                    "[" + String.join(", ", ids.stream().map(EnvironmentFile::doubleQuoted).toList()) + "]";
        };
    }

    /** Plain where YAML cannot read anything else into it. */
    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() && !List.of("true", "false", "null", "yes", "no", "on", "off")
                .contains(text.toLowerCase(Locale.ROOT)) && !text.contains(": ") ? text : doubleQuoted(text);
    }

    private static String doubleQuoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c >= ' ' && c < 127 || c >= 0xa1 && c < 0xd800 && !Character.isWhitespace(c)) {
                quoted.appendCodePoint(c);
            } else if (c > 0xffff) {
                quoted.append(String.format("\\U%08x", c));
            } else {
                quoted.append(String.format("\\u%04x", c));
            }
        });
        return quoted.append('"').toString();
    }
}
