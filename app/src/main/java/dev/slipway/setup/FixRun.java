package dev.slipway.setup;

import dev.slipway.base.Executables;
import dev.slipway.doctor.Command;
import dev.slipway.doctor.Finding;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands of one fix after the other, each only when the one before has ended well. The user has seen them
 * and has agreed. Without a shell: the words of a command reach its program as they are.
 */
public final class FixRun {
    private static final Logger LOG = LoggerFactory.getLogger(FixRun.class);
    private static final long LOOK_MILLIS = 80;
    private static final long LAST_WORDS_MILLIS = 1500;
    /** How pkexec ends when it runs nothing. A command of the user's may end so, too: pkexec's words tell. */
    private static final int DISMISSED = 126;
    private static final int NOT_AUTHORISED = 127;
    /** pkexec does not translate its words. */
    private static final String NOTHING_RUN = "Error executing command as another user: ";
    private static final List<String> NOBODY_ASKS = List.of("authentication agent", "Error getting authority: ");
    private static final int MOST_WORDS = 4096;
    /** Where a user's PATH often does not lead, and programs for administrators live. */
    private static final String MORE = File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";

    private final Map<String, String> env;

    /** How a run ended. */
    public sealed interface End {
        /** Every command ended well. */
        record Done() implements End {
        }

        /** The user closed the question for the password, did not know it, or may not do this. */
        record Refused(String line) implements End {
        }

        /** The system cannot ask for a password here: no authentication agent runs, or polkit itself does not. */
        record CannotAsk(String line) implements End {
        }

        /** A command ended with a status that says it failed; the rest was not run. */
        record Failed(String line, int exit) implements End {
        }

        /** There is no such program. */
        record NotThere(String program) implements End {
        }

        /**
         * The user stopped it.
         *
         * @param goesOn whether the command under way could not be ended, because it belongs to root by now
         */
        record Stopped(boolean goesOn) implements End {
        }
    }

    /** What a run tells while it goes on, on its own thread. */
    public sealed interface Word {
        /** A command begins. */
        record Begins(int number, int of, String line) implements Word {
        }

        /** It said something; whole lines or not, foreign words. */
        record Says(String text) implements Word {
        }
    }

    /** Runs with these variables, of which PATH says where programs are. */
    public FixRun(Map<String, String> env) {
        this.env = Map.copyOf(env);
    }

    /** Runs a fix. Blocking; an interrupt stops it, and is the one way it ends early without a fault. */
    public End run(Finding.Fix fix, Rights rights, Consumer<Word> words) {
        if (rights.why(fix).isPresent()) {
            throw new IllegalArgumentException("Not to be run by Slipway: " + fix.commands());
        }
        int number = 0;
        for (var command : fix.steps()) {
            var line = rights.line(command);
            words.accept(new Word.Begins(++number, fix.steps().size(), line));
            LOG.info("The user runs: {}", line);
            var end = run(command, line, rights, words);
            LOG.info("It ended: {}", end);
            if (!(end instanceof End.Done)) {
                return end;
            }
        }
        return new End.Done();
    }

    private End run(Command command, String line, Rights rights, Consumer<Word> words) {
        var all = new ArrayList<>(rights.words(command));
        var path = env.getOrDefault("PATH", "") + MORE;
        var program = Executables.find(all.getFirst(), path);
        if (program.isEmpty()) {
            return new End.NotThere(all.getFirst());
        }
        all.set(0, program.get().toString());
        try {
            return followed(process(all, path, command.input()), line, rights.asks(command), words);
        } catch (IOException e) {
            LOG.warn("{} cannot be started", program.get(), e);
            return new End.NotThere(program.get().toString());
        }
    }

    /** What it says goes to a file, so that a system command goes on unharmed should Slipway end before it. */
    private Started process(List<String> words, String path, String input) throws IOException {
        var output = Files.createTempFile("slipway-setup-", ".log");
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(env);
        // pkexec looks for the program with the PATH of who calls it, and refuses a SHELL that /etc/shells does not
        // name.
        builder.environment().put("PATH", path);
        builder.environment().remove("SHELL");
        try {
            var process = builder.start();
            tell(process, input);
            return new Started(process, output);
        } catch (IOException e) {
            Files.deleteIfExists(output);
            throw e;
        }
    }

    private record Started(Process process, Path output) {
    }

    private static End followed(Started started, String line, boolean asked, Consumer<Word> words)
            throws IOException {
        var first = new StringBuilder();
        try {
            int exit = follow(started, word -> {
                if (word instanceof Word.Says(var text) && first.length() < MOST_WORDS) {
                    first.append(text);
                }
                words.accept(word);
            });
            return exit == 0 ? new End.Done() : asked ? notDone(line, exit, first.toString())
                    : new End.Failed(line, exit);
        } catch (InterruptedException _) {
            return new End.Stopped(!stop(started.process()));
        } finally {
            Files.deleteIfExists(started.output());
        }
    }

    private static End notDone(String line, int exit, String said) {
        if (exit != DISMISSED && exit != NOT_AUTHORISED) {
            return new End.Failed(line, exit);
        }
        if (exit == NOT_AUTHORISED && NOBODY_ASKS.stream().anyMatch(said::contains)) {
            return new End.CannotAsk(line);
        }
        return said.contains(NOTHING_RUN) ? new End.Refused(line) : new End.Failed(line, exit);
    }

    private static void tell(Process process, String input) {
        try (var stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.info("A command did not listen", e);
        }
    }

    private static int follow(Started started, Consumer<Word> words) throws InterruptedException, IOException {
        try (var output = Files.newInputStream(started.output())) {
            var tail = new Tail(output);
            while (!started.process().waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                tail.pass(words);
            }
            tail.pass(words);
        }
        return started.process().exitValue();
    }

    /** The end of a file that grows; a character that is only half written waits for its rest. */
    private static final class Tail {
        private final InputStream file;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final ByteBuffer bytes = ByteBuffer.allocate(1 << 14);
        private final CharBuffer characters = CharBuffer.allocate(1 << 14);

        Tail(InputStream file) {
            this.file = file;
        }

        void pass(Consumer<Word> words) throws IOException {
            for (int read = read(); read > 0; read = read()) {
                bytes.position(bytes.position() + read).flip();
                decoder.decode(bytes, characters, false);
                bytes.compact();
                words.accept(new Word.Says(characters.flip().toString()));
                characters.clear();
            }
        }

        private int read() throws IOException {
            return file.read(bytes.array(), bytes.position(), bytes.remaining());
        }
    }

    /** Whether it has ended. What pkexec has made root's is not this user's to end. */
    private static boolean stop(Process process) {
        process.destroy();
        try {
            return process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** The words of each command as it would be run, for tests and records. */
    static List<List<String>> words(Finding.Fix fix, Rights rights) {
        return fix.steps().stream().map(rights::words).toList();
    }
}
