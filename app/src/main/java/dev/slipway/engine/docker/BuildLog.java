package dev.slipway.engine.docker;

import dev.slipway.engine.BuildProgress;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Cuts what a build prints into lines and counts steps: "Step 2/7 : RUN ..." of Docker, "STEP 2/7: ..." of Podman. */
final class BuildLog {
    private static final int LONGEST_LINE = 2000;
    private static final Pattern STEP = Pattern.compile("(?:Step|STEP) (\\d{1,4})/(\\d{1,4}) ?: (.*)");
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;?]{0,20}[A-Za-z]");

    private final Consumer<BuildProgress> progress;
    private final StringBuilder line = new StringBuilder();
    private int step;
    private int steps;
    private String instruction = "";

    BuildLog(Consumer<BuildProgress> progress) {
        this.progress = progress;
    }

    void text(String text) {
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r') {
                end();
            } else if (line.length() < LONGEST_LINE) {
                line.appendCodePoint(c);
            }
        });
    }

    /** Hands on what stands there without a line's end. */
    void end() {
        var words = COLOURS.matcher(line).replaceAll("").replaceAll("\\p{Cntrl}", "").stripTrailing();
        line.setLength(0);
        if (words.isEmpty()) {
            return;
        }
        var match = STEP.matcher(words);
        if (match.matches()) {
            step = Integer.parseInt(match.group(1));
            steps = Integer.parseInt(match.group(2));
            instruction = match.group(3);
        }
        progress.accept(new BuildProgress(step, steps, instruction, words));
    }
}
