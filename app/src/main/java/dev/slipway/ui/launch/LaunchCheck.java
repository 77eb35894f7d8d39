package dev.slipway.ui.launch;

import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.compat.ImageRow;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.EngineInfo;
import dev.slipway.environment.DockerCommand;
import dev.slipway.environment.FurtherPorts;
import dev.slipway.environment.LaunchInputs;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.machine.Machine;
import dev.slipway.ui.kit.ImageName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Works out what the form says back, with the plan that the launch itself uses. */
final class LaunchCheck {
    private final Texts texts;

    LaunchCheck(Texts texts) {
        this.texts = texts;
    }

    /**
     * Checks a form.
     *
     * @param inputs what lies at the project folder and who asks
     * @param taken names of sessions and saved environments
     */
    LaunchState check(LaunchForm form, Machine machine, ImageRow image, LaunchInputs inputs, Set<String> taken) {
        var problems = new EnumMap<LaunchPlan.Field, String>(LaunchPlan.Field.class);
        form.slips().forEach(slip -> problems.putIfAbsent(slip.field(), texts.of(slip.text())));
        var name = form.name().strip();
        if (taken.contains(name) && !form.editing().equals(Optional.of(name))) {
            problems.put(LaunchPlan.Field.NAME, texts.of("launch.name-taken", name));
        }
        boolean missing = inputs.project() == LaunchInputs.Folder.MISSING;
        var plan = LaunchPlan.plan(form.environment(), machine, Optional.empty(), missing ? made(inputs) : inputs);
        var warnings = new ArrayList<String>();
        var command = "";
        var effects = List.<String>of();
        switch (plan) {
            case LaunchPlan.Problems(var found) ->
                    found.forEach(problem -> problems.putIfAbsent(problem.field(), texts.of(problem.text())));
            case LaunchPlan.Ready(var spec, _, var told) -> {
                told.forEach(text -> warnings.add(texts.of(text)));
                var kind = machine.engine().map(EngineInfo::kind).orElse(EngineInfo.Kind.DOCKER);
                command = DockerCommand.line(spec, kind);
                effects = effects(spec);
            }
        }
        var jupyter = image.entry().jupyter();
        var verdict = image.verdict();
        return new LaunchState(verdict.level(), texts.of("app.verdict." + verdict.level().id()),
                texts.of(verdict.summary()), switch (jupyter) {
                    case NONE -> texts.of("launch.jupyter.none", ImageName.inShort(form.image().strip()));
                    case UNKNOWN -> texts.of("launch.jupyter.unknown");
                    case LAB, NOTEBOOK -> "";
                }, missing && !problems.containsKey(LaunchPlan.Field.PROJECT) && !form.project().isBlank()
                        ? texts.of("launch.folder-will-be-made") : "",
                problems, warnings, command, effects, problems.isEmpty() && !command.isEmpty());
    }

    /** Slipway makes a missing folder before it launches. */
    private static LaunchInputs made(LaunchInputs inputs) {
        return new LaunchInputs(inputs.caller(), inputs.home(), LaunchInputs.Folder.WRITABLE, inputs.projectGroup(),
                inputs.jupyterPort(), inputs.token(), inputs.launchId(), inputs.colour(), inputs.ports());
    }

    private List<String> effects(ContainerSpec spec) {
        var effects = new ArrayList<Text>();
        effects.add(Text.of("launch.effect.image", spec.image()));
        spec.mounts().forEach(mount -> effects.add(Text.of(mount.readOnly() ? "launch.effect.mount-read-only"
                : "launch.effect.mount", mount.hostPath(), mount.containerPath())));
        if (spec.mounts().isEmpty()) {
            effects.add(Text.of("launch.effect.no-mount"));
        }
        spec.ports().forEach(port -> effects.add(effect(port, spec.labels())));
        if (spec.ports().isEmpty()) {
            effects.add(Text.of("launch.effect.no-port"));
        }
        return effects.stream().map(texts::of).toList();
    }

    /** What a port is for; the plan says so in the container's labels. */
    private static Text effect(ContainerSpec.Port port, Map<String, String> labels) {
        var number = Integer.toString(port.hostPort());
        if (port.containerPort() == LaunchInputs.JUPYTER_PORT && number.equals(labels.get(LaunchPlan.PORT_LABEL))) {
            return Text.of("launch.effect.port", port.hostAddress());
        }
        var purpose = labels.entrySet().stream().filter(label -> label.getKey().startsWith(LaunchPlan.PORTS_LABEL)
                && label.getValue().equals(number)).map(label -> label.getKey().substring(
                        LaunchPlan.PORTS_LABEL.length())).findFirst();
        if (purpose.isEmpty()) {
            return Text.of("launch.effect.port-other", port.hostAddress(), port.containerPort());
        }
        return switch (purpose.get()) {
            case FurtherPorts.SSH -> Text.of("launch.effect.port-ssh", port.hostAddress());
            case FurtherPorts.TENSORBOARD -> Text.of("launch.effect.port-tensorboard", port.hostAddress());
            default -> Text.of("launch.effect.port-page", port.hostAddress(),
                    FurtherPorts.page(purpose.get()).orElse(purpose.get()));
        };
    }
}
