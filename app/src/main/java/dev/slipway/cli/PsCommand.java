package dev.slipway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.FailureException;
import dev.slipway.machine.Machine;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the sessions on the engine. */
@Command(name = "ps")
final class PsCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    PsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var machine = context.withEngine();
        var sessions = context.services().sessions().list();
        if (json) {
            var array = Json.array();
            sessions.forEach(session -> array.add(json(session)));
            Json.print(context.console(), array);
            return Failures.DONE;
        }
        if (sessions.isEmpty()) {
            context.say("cli.ps.none");
            return Failures.DONE;
        }
        var table = new Columns(List.of(context.text("cli.ps.name"), context.text("cli.ps.state"),
                context.text("cli.images.image"), "GPU", "Jupyter", context.text("cli.ps.project")), Set.of());
        sessions.forEach(session -> table.add(session.name(), state(session.state()), session.environment().image(),
                gpus(session, machine), session.jupyterPort().map(port -> "127.0.0.1:" + port).orElse("–"),
                session.environment().project().map(Object::toString).orElse("–")));
        table.print(context.console());
        return Failures.DONE;
    }

    private static String gpus(Session session, Machine machine) {
        var indices = session.gpus().stream().map(uuid -> machine.gpus().stream()
                .filter(gpu -> gpu.uuid().equals(uuid)).findFirst().map(gpu -> Integer.toString(gpu.index()))
                .orElse(uuid)).toList();
        return indices.isEmpty() ? "–" : String.join(",", indices);
    }

    private String state(SessionState state) {
        return switch (state) {
            case SessionState.Stopped(var _, var code, var outOfMemory) -> outOfMemory
                    ? context.text("cli.state.out-of-memory")
                    : code.filter(number -> number != 0).map(number -> context.text("cli.state.exited", number))
                            .orElseGet(() -> context.text("cli.state.stopped"));
            default -> context.text("cli.state." + id(state));
        };
    }

    private static String id(SessionState state) {
        return switch (state) {
            case SessionState.Preparing _ -> "preparing";
            case SessionState.Running _ -> "running";
            case SessionState.Stopping _ -> "stopping";
            case SessionState.Stopped _ -> "stopped";
            case SessionState.Failed _ -> "failed";
        };
    }

    private static ObjectNode json(Session session) {
        var environment = session.environment();
        var json = Json.object().put("name", session.name()).put("state", id(session.state()))
                .put("image", environment.image());
        json.set("gpus", Json.array(session.gpus()));
        Optional<Instant> since = Optional.empty();
        Optional<Integer> code = Optional.empty();
        switch (session.state()) {
            case SessionState.Running(var at, var _) -> since = Optional.of(at);
            case SessionState.Stopped(var at, var exit, var _) -> {
                since = at;
                code = exit;
            }
            case SessionState.Preparing _, SessionState.Stopping _, SessionState.Failed _ -> {
            }
        }
        return json.put("project", environment.project().map(Object::toString).orElse(null))
                .put("jupyterPort", session.jupyterPort().orElse(null))
                .putPOJO("ports", new TreeMap<>(session.ports()))
                .put("containerId", session.containerId().orElse(null))
                .put("since", since.map(Object::toString).orElse(null)).put("exitCode", code.orElse(null));
    }
}
