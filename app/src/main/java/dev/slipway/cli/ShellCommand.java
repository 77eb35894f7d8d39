package dev.slipway.cli;

import dev.slipway.base.Background;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Opens a shell in a session, or runs a command there. On a terminal the keys go through untouched; elsewhere bytes are
 * streamed. Ends with the exit code of what ran inside, as ssh does.
 */
@Command(name = "shell")
final class ShellCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ShellCommand.class);
    private static final long SIZE_PAUSE_MILLIS = 500;

    private final Context context;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "cli.shell.name")
    private String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "CMD", descriptionKey = "cli.shell.cmd")
    private List<String> command = new ArrayList<>();

    ShellCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        if (!context.console().interactive() || !context.console().screen()) {
            return piped();
        }
        var local = LocalTerminal.open();
        var ended = new CompletableFuture<Integer>();
        var size = new AtomicReference<>(local.size());
        try (local; var _ = Background.atExit("restore terminal", local::close);
                var terminal = context.services().sessions().terminal(name, List.copyOf(command),
                        size.get().columns(), size.get().rows(), this::print,
                        ended::complete)) {
            var background = Background.virtualThreads();
            background.run("keys", () -> {
                type(terminal);
                return null;
            }, _ -> {
            });
            return exitCode(ended, terminal, local, size);
        }
    }

    /** Waits for the end and meanwhile tells the session when the window changes its size. */
    private static int exitCode(CompletableFuture<Integer> ended, Engine.Terminal terminal, LocalTerminal local,
            AtomicReference<LocalTerminal.Size> size) throws FailureException, InterruptedException {
        while (true) {
            try {
                int code = ended.get(SIZE_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                return code < 0 ? Failures.FAULT : code;
            } catch (TimeoutException _) {
                // The JVM has no public way to hear SIGWINCH.
                var now = local.size();
                if (!now.equals(size.getAndSet(now))) {
                    terminal.resize(now.columns(), now.rows());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void type(Engine.Terminal terminal) throws FailureException {
        var buffer = new byte[8192];
        try {
            for (int read = context.console().in().read(buffer); read >= 0;
                    read = context.console().in().read(buffer)) {
                terminal.write(Arrays.copyOf(buffer, read));
            }
        } catch (IOException e) {
            LOG.info("The keyboard has gone", e);
        }
    }

    private void print(byte[] bytes) {
        context.console().out().write(bytes, 0, bytes.length);
        context.console().out().flush();
    }

    /** Bytes go through as they are, output and errors apart, as in any other pipe. */
    private int piped() throws FailureException, InterruptedException {
        var console = context.console();
        int code = context.services().sessions().pipe(name, List.copyOf(command), console.in(), chunk -> {
            var stream = chunk.fromErrors() ? console.err() : console.out();
            stream.write(chunk.bytes(), 0, chunk.bytes().length);
            stream.flush();
        });
        return code < 0 ? Failures.FAULT : code;
    }
}
