package dev.slipway.cli;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the layer of an environment: its Dockerfile and lists, or the log of its newest build. */
@Command(name = "layer")
final class LayerCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", descriptionKey = "cli.layer.name")
    private String name;

    @Option(names = "--show", descriptionKey = "cli.layer.show")
    private boolean show;

    @Option(names = "--log", descriptionKey = "cli.layer.log")
    private boolean log;

    LayerCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        var engine = context.services().machine().engine().orElseThrow();
        var layers = context.services().layers();
        var environment = environment();
        var plan = layers.plan(engine, environment.image(), environment);
        if (plan.isEmpty()) {
            context.say("cli.layer.none", name);
            return Failures.DONE;
        }
        var console = context.console();
        if (log) {
            var file = layers.log(plan.get());
            if (file.isEmpty()) {
                context.say("cli.layer.no-log", name);
                return Failures.NO;
            }
            try (var lines = Files.lines(file.get())) {
                lines.forEach(console::line);
            } catch (IOException e) {
                throw new FailureException(Failures.unreadable(e), e);
            }
            return Failures.DONE;
        }
        plan.get().dockerfile().lines().forEach(console::line);
        plan.get().lists().forEach((file, text) -> {
            console.line("");
            console.line("# " + file);
            text.lines().forEach(console::line);
        });
        console.errorLine(context.text(layers.built(engine, plan.get()) ? "cli.layer.built" : "cli.layer.not-built",
                plan.get().tag()));
        return Failures.DONE;
    }

    private Environment environment() throws FailureException {
        var kept = context.services().environments().find(name);
        return kept.isPresent() ? kept.get() : context.services().sessions().list().stream()
                .filter(session -> session.name().equals(name)).findFirst()
                .orElseThrow(() -> new FailureException(new Failure.NotFound(name, ""))).environment();
    }
}
