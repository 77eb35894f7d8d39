package dev.slipway.layer;

import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import dev.slipway.engine.OneRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an image has of what a layer could add, as a short run of it told. Untrusted: what does not look like a value is
 * left out.
 *
 * @param python "3.12"; empty when it has no Python
 * @param jupyter the command of its Jupyter server
 * @param sshd the path of its SSH server
 * @param tools the package tools it has: apt-get, apk, dnf, conda, ...
 */
public record Probed(Optional<String> python, Optional<String> jupyter, Optional<String> sshd, List<String> tools) {
    private static final Pattern LINE = Pattern.compile("slipway\\.([a-z]{1,20})=([A-Za-z0-9./ _-]{1,100})");

    /** Freezes the list. */
    public Probed {
        tools = List.copyOf(tools);
    }

    /** Looks into an image that is on the engine. Blocking. */
    static Probed look(Engine engine, String image) throws FailureException, InterruptedException {
        return parse(OneRun.of(engine, image, LayerFiles.text("probe.sh")).output());
    }

    /** Reads what {@code probe.sh} printed; {@link #write} is the way back. */
    static Probed parse(String output) {
        Optional<String> python = Optional.empty();
        Optional<String> jupyter = Optional.empty();
        Optional<String> sshd = Optional.empty();
        var tools = new ArrayList<String>();
        for (var line : output.lines().limit(100).toList()) {
            var match = LINE.matcher(line.strip());
            if (!match.matches()) {
                continue;
            }
            var value = Optional.of(match.group(2));
            switch (match.group(1)) {
                case "python" -> python = python.or(() -> value);
                case "jupyter" -> jupyter = jupyter.or(() -> value);
                case "sshd" -> sshd = sshd.or(() -> value);
                case "tool" -> tools.add(match.group(2));
                default -> {
                    // A word of a newer script.
                }
            }
        }
        return new Probed(python, jupyter, sshd, tools);
    }

    String write() {
        var lines = new StringBuilder();
        python.ifPresent(value -> lines.append("slipway.python=").append(value).append('\n'));
        jupyter.ifPresent(value -> lines.append("slipway.jupyter=").append(value).append('\n'));
        sshd.ifPresent(value -> lines.append("slipway.sshd=").append(value).append('\n'));
        tools.forEach(value -> lines.append("slipway.tool=").append(value).append('\n'));
        return lines.append("slipway.end=1\n").toString();
    }
}
