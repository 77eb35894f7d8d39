package dev.slipway.cli;

import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine.LogChunk;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a session's output as it came, errors to the error stream. */
@Command(name = "logs")
final class LogsCommand implements Callable<Integer> {
    private static final int LINES = 10_000;

    private final Context context;

    @Parameters(paramLabel = "NAME", descriptionKey = "cli.logs.name")
    private String name;

    @Option(names = {"-f", "--follow"}, descriptionKey = "cli.option.follow")
    private boolean follow;

    LogsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        var ended = new CountDownLatch(1);
        try (var _ = context.services().sessions().logs(name, LINES, follow, chunk -> {
            if (chunk == LogChunk.END) {
                ended.countDown();
                return;
            }
            var stream = chunk.fromErrors() ? context.console().err() : context.console().out();
            stream.write(chunk.bytes(), 0, chunk.bytes().length);
            stream.flush();
            // The reader has gone ("| head"): nobody is left to follow for.
            if (stream.checkError()) {
                ended.countDown();
            }
        })) {
            ended.await();
        }
        return Failures.DONE;
    }
}
