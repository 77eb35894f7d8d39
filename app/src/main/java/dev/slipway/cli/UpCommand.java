package dev.slipway.cli;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.environment.DockerCommand;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.EnvironmentFile;
import dev.slipway.environment.Extras;
import dev.slipway.environment.Extras.Packages;
import dev.slipway.environment.GpuSelection;
import dev.slipway.environment.LaunchInputs;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.environment.Naming;
import dev.slipway.gpu.Feed;
import dev.slipway.machine.Machine;
import dev.slipway.session.GpuNeeds;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.session.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Starts an environment and returns when it is up. What came from elsewhere is shown first and starts only after a yes;
 * what the user wrote on the command line, or keeps in the own folder, needs none.
 */
@Command(name = "up")
final class UpCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);
    private static final Duration SAMPLING = Duration.ofSeconds(1);
    private static final Duration LONGEST_SAMPLE = Duration.ofSeconds(3);

    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "cli.up.file")
    private String file;

    @Option(names = "--name", paramLabel = "NAME", descriptionKey = "cli.option.name")
    private String name;

    @Option(names = "--image", paramLabel = "IMAGE", descriptionKey = "cli.option.image")
    private String image;

    @Option(names = "--gpus", paramLabel = "all|none|LIST", descriptionKey = "cli.option.gpus")
    private String gpus;

    @Option(names = "--project", paramLabel = "DIR", descriptionKey = "cli.option.project")
    private Path project;

    @Option(names = "--jupyter", negatable = true, descriptionKey = "cli.option.jupyter")
    private Boolean jupyter;

    @Option(names = "--pip", paramLabel = "PACKAGE", descriptionKey = "cli.option.pip")
    private List<String> pip = List.of();

    @Option(names = "--conda", paramLabel = "PACKAGE", descriptionKey = "cli.option.conda")
    private List<String> conda = List.of();

    @Option(names = "--apt", paramLabel = "PACKAGE", descriptionKey = "cli.option.apt")
    private List<String> apt = List.of();

    @Option(names = "--ssh", negatable = true, descriptionKey = "cli.option.ssh")
    private Boolean ssh;

    @Option(names = {"-y", "--yes"}, descriptionKey = "cli.option.yes")
    private boolean yes;

    UpCommand(Context context) {
        this.context = context;
    }

    /** An environment and whether somebody else may have written it. */
    private record Wanted(Environment environment, boolean foreign, boolean keep) {
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var wanted = wanted();
        var machine = context.withEngine();
        if (wanted.foreign()) {
            show(wanted.environment(), machine);
            if (!context.confirmed(yes, "cli.up.question")) {
                context.console().errorLine(context.text("cli.up.not-started"));
                return Failures.NO;
            }
        }
        if (wanted.keep() && !mayKeep(wanted.environment())) {
            return Failures.NO;
        }
        var session = start(wanted.environment());
        if (wanted.keep()) {
            // Only now: a launch that failed or was cancelled leaves nothing behind.
            context.services().environments().save(wanted.environment());
        }
        context.say("cli.up.done", session.name());
        if (session.environment().jupyter()) {
            context.console().line(context.services().sessions().jupyter(session.name()).toString());
        }
        return Failures.DONE;
    }

    private Wanted wanted() throws FailureException {
        var store = context.services().environments();
        if (file == null) {
            if (name == null || image == null) {
                throw bad(Text.of("cli.up.name-and-image"));
            }
            return new Wanted(changed(new Environment(name, image, new GpuChoice.All(), Optional.empty(), false,
                    Optional.empty(), Optional.empty())), false, true);
        }
        var path = Path.of(file);
        if (!Files.exists(path) && Naming.validName(file)) {
            var kept = store.find(file);
            if (kept.isPresent()) {
                return new Wanted(changed(kept.get()), false, false);
            }
        }
        var environment = store.read(path);
        // One from the own folder was written by Slipway; its name is checked by the reader.
        boolean own = path.toAbsolutePath().normalize()
                .equals(store.file(environment.name()).toAbsolutePath().normalize());
        return new Wanted(changed(environment), !own, false);
    }

    /** The environment with what the options say instead. */
    private Environment changed(Environment from) throws FailureException {
        var folder = project == null ? from.project() : Optional.of(project.toAbsolutePath().normalize());
        var changed = new Environment(name == null ? from.name() : name, image == null ? from.image() : image,
                gpus == null ? from.gpus() : choice(gpus), folder, jupyter == null ? from.jupyter() : jupyter,
                from.memoryLimitBytes(), from.shmBytes(), extras(from.extras()));
        if (!Naming.validName(changed.name())) {
            throw bad(Text.of("environment.plan.bad-name", changed.name()));
        }
        if (!Naming.validImage(changed.image())) {
            throw bad(Text.of("environment.plan.bad-image", changed.image()));
        }
        return changed;
    }

    private Extras extras(Extras from) throws FailureException {
        var packages = AddCommand.checked(new Packages(pip, conda, apt));
        return from.withPackages(from.packages().plus(packages)).withSsh(ssh == null ? from.ssh() : ssh);
    }

    private static GpuChoice choice(String words) throws FailureException {
        return switch (words.strip()) {
            case "all" -> new GpuChoice.All();
            case "none" -> new GpuChoice.None();
            default -> {
                var ids = Arrays.stream(words.split(",")).map(String::strip).filter(id -> !id.isEmpty()).distinct()
                        .toList();
                if (ids.isEmpty()) {
                    throw bad(Text.of("cli.up.bad-gpus", words));
                }
                yield new GpuChoice.Some(ids);
            }
        };
    }

    /** Whether an environment may be kept under its name: one that says something else is not lost unasked. */
    private boolean mayKeep(Environment environment) throws FailureException {
        var kept = context.services().environments().find(environment.name());
        if (kept.isEmpty() || kept.get().equals(environment)
                || context.confirmed(yes, "cli.up.replace", environment.name())) {
            return true;
        }
        context.console().errorLine(context.text("cli.up.not-started"));
        return false;
    }

    /** Shows what an environment mounts, publishes and runs, by the same plan that the launch follows. */
    private void show(Environment environment, Machine machine) throws FailureException {
        var console = context.console();
        console.errorLine(context.text("cli.up.shown", file));
        EnvironmentFile.write(environment).lines().forEach(line -> console.errorLine("  " + line));
        switch (LaunchPlan.plan(environment, machine, Optional.empty(), LaunchInputs.preview(environment))) {
            case LaunchPlan.Ready ready -> {
                var spec = ready.spec();
                spec.mounts().forEach(mount -> console.errorLine(context.text("cli.up.mounts", mount.hostPath(),
                        mount.containerPath())));
                spec.ports().forEach(port -> console.errorLine(context.text("cli.up.publishes", port.hostAddress())));
                ready.gpus().forEach(gpu -> console.errorLine(context.text("cli.up.gets-gpu", gpu.name())));
                ready.warnings().forEach(warning -> console.errorLine("! " + context.texts().of(warning)));
                console.errorLine(context.text("cli.up.runs"));
                console.errorLine("  " + DockerCommand.line(spec, machine.engine().orElseThrow().kind()));
            }
            case LaunchPlan.Problems(var problems) -> throw new FailureException(problems.getFirst().failure());
        }
    }

    private Session start(Environment environment) throws FailureException, InterruptedException {
        var sessions = context.services().sessions();
        var there = sessions.list().stream().filter(session -> session.name().equals(environment.name()))
                .filter(session -> session.environment().equals(environment)).findFirst();
        if (there.isPresent() && there.get().state() instanceof SessionState.Running) {
            return there.get();
        }
        warnOfLittleRoom(environment);
        var progress = new ProgressLine(context);
        try (var _ = new Undoing("launch", context);
                var _ = sessions.watch(list -> list.stream()
                        .filter(session -> session.name().equals(environment.name()))
                        .findFirst().ifPresent(session -> progress.show(session.state())))) {
            return there.isPresent() && there.get().state() instanceof SessionState.Stopped
                    ? sessions.start(environment.name()) : sessions.launch(environment);
        } finally {
            progress.clear();
        }
    }

    /** Says when the GPUs' free memory will probably not do; what cannot be seen is no reason to say anything. */
    private void warnOfLittleRoom(Environment environment) throws InterruptedException {
        var machine = context.services().machine().state().machine();
        var gpus = machine.map(it -> GpuSelection.resolve(environment.gpus(), it.nvidiaGpus()).gpus())
                .orElse(List.of());
        if (gpus.isEmpty()) {
            return;
        }
        var sample = new CompletableFuture<Usage>();
        try (var _ = context.services().usage(SAMPLING).listen(Feed.Pace.VISIBLE, sample::complete)) {
            GpuNeeds.warning(environment.name(), gpus, sample.get(LONGEST_SAMPLE.toMillis(), TimeUnit.MILLISECONDS),
                    context.services().gpuNeeds().of(environment.name())).ifPresent(warning ->
                            context.console().errorLine("! " + context.texts().of(warning)));
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("The GPUs' free memory is not known in time: {}", e.toString());
        }
    }

    private static FailureException bad(Text problem) {
        return new FailureException(new Failure.BadInput(problem, ""));
    }
}
