package dev.slipway.tour;

import dev.slipway.engine.Engine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A make-believe shell: it echoes, answers two commands, and says that it is simulated. */
final class TourTerminal implements Engine.Terminal {
    private static final int END_OF_INPUT = 4;
    private static final int INTERRUPT = 3;
    private static final int DELETE = 127;

    private final String prompt;
    private final Consumer<byte[]> output;
    private final Consumer<Integer> ended;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean open = true;

    TourTerminal(String session, Consumer<byte[]> output, Consumer<Integer> ended) {
        this.prompt = "\033[32mmia@" + session + "\033[0m:\033[34m/workspace\033[0m$ ";
        this.output = output;
        this.ended = ended;
        say("This terminal is simulated. Try: nvidia-smi, exit\r\n" + prompt);
    }

    private void say(String text) {
        output.accept(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void write(byte[] bytes) {
        for (byte typed : bytes) {
            switch (typed) {
                case '\r', '\n' -> run();
                case END_OF_INPUT -> close();
                case INTERRUPT -> {
                    line.reset();
                    say("^C\r\n" + prompt);
                }
                case '\b', DELETE -> {
                    if (line.size() > 0) {
                        var kept = line.toByteArray();
                        line.reset();
                        line.write(kept, 0, kept.length - 1);
                        say("\b \b");
                    }
                }
                default -> {
                    line.write(typed);
                    output.accept(new byte[] {typed});
                }
            }
        }
    }

    private void run() {
        var command = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        say("\r\n");
        switch (command) {
            case "exit" -> close();
            case "nvidia-smi" -> say("NVIDIA GeForce RTX 4090   17.3 / 24.0 GiB   78 %   66 °C   312 W\r\n" + prompt);
            case "" -> say(prompt);
            default -> say(command + ": not in the tour\r\n" + prompt);
        }
    }

    @Override
    public void resize(int columns, int rows) {
        // Nothing here depends on the size.
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            ended.accept(0);
        }
    }
}
