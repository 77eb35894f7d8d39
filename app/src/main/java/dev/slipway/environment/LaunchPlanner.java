package dev.slipway.environment;

import dev.slipway.base.Bytes;
import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.engine.ImageConfig;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out one {@link LaunchPlan}. Pure. */
final class LaunchPlanner {
    /** docker-stacks images let group 100 write their folders, OpenShift's let group 0. */
    private static final List<String> IMAGE_GROUPS = List.of("100", "0");
    private static final long MOST_SHM = 8L << 30;
    private static final long LEAST_SHM = 64L << 20;
    private static final long USUAL_SHM = 1L << 30;
    private static final long LEAST_MEMORY = 16L << 20;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String CDI_KIND = "nvidia.com/gpu=";

    private final Environment environment;
    private final Machine machine;
    private final Optional<ImageConfig> image;
    private final LaunchInputs inputs;
    private final List<LaunchPlan.Problem> problems = new ArrayList<>();
    private final List<Text> warnings = new ArrayList<>();

    LaunchPlanner(Environment environment, Machine machine, Optional<ImageConfig> image, LaunchInputs inputs) {
        this.environment = environment;
        this.machine = machine;
        this.image = image;
        this.inputs = inputs;
    }

    LaunchPlan plan() {
        if (!Naming.validName(environment.name())) {
            problem(LaunchPlan.Field.NAME, Text.of("environment.plan.bad-name", environment.name()));
        }
        if (!Naming.validImage(environment.image())) {
            problem(LaunchPlan.Field.IMAGE, Text.of("environment.plan.bad-image", environment.image()));
        }
        checkImage();
        checkProject();
        checkLimits();
        var gpus = GpuSelection.resolve(environment.gpus(), machine.nvidiaGpus());
        gpus.problems().forEach(text ->
                problem(LaunchPlan.Field.GPUS, text, Optional.of(Failure.Fix.RUN_WITHOUT_GPU)));
        if (machine.engine().isEmpty()) {
            problem(LaunchPlan.Field.ENGINE, Text.of("environment.plan.no-engine"),
                    Optional.of(Failure.Fix.OPEN_DOCTOR));
            return new LaunchPlan.Problems(problems);
        }
        var request = request(machine.engine().get(), gpus.gpus());
        return problems.isEmpty() ? new LaunchPlan.Ready(spec(machine.engine().get(), gpus.gpus(), request),
                gpus.gpus(), warnings) : new LaunchPlan.Problems(problems);
    }

    private void problem(LaunchPlan.Field field, Text text) {
        problem(field, text, Optional.empty());
    }

    private void problem(LaunchPlan.Field field, Text text, Optional<Failure.Fix> fix) {
        problems.add(new LaunchPlan.Problem(field, text, fix));
    }

    private void checkImage() {
        image.ifPresent(config -> {
            if (!config.os().isEmpty() && !config.os().equals("linux")) {
                problem(LaunchPlan.Field.IMAGE,
                        Text.of("environment.plan.not-linux", environment.image(), config.os()));
            }
            machine.engine().filter(engine -> !config.architecture().isEmpty()
                    && !engine.arch().equals(config.architecture())).ifPresent(engine -> warnings.add(Text.of(
                            "environment.plan.other-architecture", environment.image(), config.architecture(),
                            engine.arch())));
        });
    }

    private void checkProject() {
        if (environment.project().isEmpty()) {
            warnings.add(Text.of("environment.plan.no-project"));
            return;
        }
        var path = environment.project().get();
        var shown = path.toString();
        var mine = path.normalize();
        if (!path.isAbsolute() || shown.codePoints().anyMatch(EnvironmentReader::hidden)) {
            problem(LaunchPlan.Field.PROJECT, Text.of("environment.plan.project-not-absolute", shown));
        } else if (mine.getNameCount() == 0 || inputs.home().normalize().startsWith(mine)
                && !inputs.home().normalize().equals(mine)) {
            problem(LaunchPlan.Field.PROJECT, Text.of("environment.plan.project-too-wide", shown));
        } else {
            switch (inputs.project()) {
                case MISSING -> problem(LaunchPlan.Field.PROJECT, Text.of("environment.plan.project-missing", shown));
                case NOT_A_FOLDER ->
                        problem(LaunchPlan.Field.PROJECT, Text.of("environment.plan.project-not-folder", shown));
                case READ_ONLY -> warnings.add(Text.of("environment.plan.project-read-only", shown));
                case NONE, WRITABLE -> {
                    if (mine.equals(inputs.home().normalize())) {
                        warnings.add(Text.of("environment.plan.project-is-home", shown));
                    }
                }
            }
        }
    }

    private void checkLimits() {
        var ram = machine.host().memoryBytes().asOptional();
        environment.memoryLimitBytes().ifPresent(limit -> {
            if (limit < LEAST_MEMORY) {
                problem(LaunchPlan.Field.LIMITS,
                        Text.of("environment.plan.memory-too-small", MemorySize.write(LEAST_MEMORY)));
            } else if (ram.isPresent() && limit > ram.get()) {
                warnings.add(Text.of("environment.plan.memory-above-ram", MemorySize.write(limit),
                        Bytes.inWords(ram.get())));
            }
        });
        if (environment.shmBytes().isPresent() && environment.shmBytes().get() < 1) {
            problem(LaunchPlan.Field.LIMITS, Text.of("environment.plan.shm-too-small"));
        }
    }

    /**
     * CDI before NVIDIA's runtime, since its names are exact and work for rootless engines; each GPU by its own name,
     * by UUID where the engine lists those, because an index can change when a card is added. A GPU that no way can
     * give is a problem: a silent run on the CPU would be worse.
     */
    private ContainerSpec.GpuRequest request(EngineInfo engine, List<Gpu> gpus) {
        if (gpus.isEmpty()) {
            return new ContainerSpec.GpuRequest.None();
        }
        if (engine.gpuAccess().contains(GpuAccess.CDI)) {
            var names = cdiNames(engine.cdiDevices(), gpus);
            if (names.isPresent()) {
                return new ContainerSpec.GpuRequest.Cdi(names.get());
            }
        }
        if (engine.gpuAccess().contains(GpuAccess.NVIDIA_RUNTIME)) {
            return new ContainerSpec.GpuRequest.NvidiaRuntime(gpus.stream().map(gpu ->
                    gpu.uuid().startsWith("GPU-") ? gpu.uuid() : Integer.toString(gpu.index())).toList());
        }
        problem(LaunchPlan.Field.GPU_ACCESS, engine.gpuAccess().isEmpty()
                ? Text.of("environment.plan.no-gpu-access", engine.kind().label())
                : Text.of("environment.plan.gpu-not-in-cdi",
                        String.join(", ", gpus.stream().map(Gpu::shortName).toList())),
                Optional.of(Failure.Fix.RUN_WITHOUT_GPU));
        return new ContainerSpec.GpuRequest.None();
    }

    private Optional<List<String>> cdiNames(List<String> known, List<Gpu> gpus) {
        var names = new ArrayList<String>();
        for (var gpu : gpus) {
            if (known.contains(CDI_KIND + gpu.uuid())) {
                names.add(CDI_KIND + gpu.uuid());
            } else if (known.contains(CDI_KIND + gpu.index())) {
                names.add(CDI_KIND + gpu.index());
            }
        }
        if (names.size() == gpus.size()) {
            return Optional.of(names);
        }
        // WSL2 has one CDI device for all GPUs.
        return gpus.size() == machine.nvidiaGpus().size() && known.contains(CDI_KIND + "all")
                ? Optional.of(List.of(CDI_KIND + "all")) : Optional.empty();
    }

    private ContainerSpec spec(EngineInfo engine, List<Gpu> gpus, ContainerSpec.GpuRequest request) {
        var user = user(engine);
        var mounts = environment.project().map(path -> List.of(
                new ContainerSpec.Mount(path.toString(), StartScripts.WORKSPACE, false))).orElse(List.of());
        // The image's own start-up program is left out on purpose: some change users, some start other servers.
        return new ContainerSpec("slipway-" + environment.name(), environment.name(), environment.image(),
                List.of("/bin/sh"), List.of("-c", environment.jupyter() ? StartScripts.JUPYTER : StartScripts.STAY),
                variables(user), labels(gpus), mounts, ports(), request, user.map(LaunchInputs.Caller::spelled),
                user.map(this::groups).orElse(List.of()), keepId(engine),
                environment.project().map(_ -> StartScripts.WORKSPACE), environment.memoryLimitBytes(), shm(),
                // Podman needs a program for it that its packages only recommend.
                engine.kind() == EngineInfo.Kind.DOCKER);
    }

    private List<ContainerSpec.Port> ports() {
        var ports = new ArrayList<ContainerSpec.Port>();
        if (environment.jupyter()) {
            ports.add(new ContainerSpec.Port(LOOPBACK, inputs.jupyterPort(), LaunchInputs.JUPYTER_PORT));
        }
        FurtherPorts.inside(environment).forEach((purpose, inside) -> ports.add(
                new ContainerSpec.Port(LOOPBACK, inputs.ports().getOrDefault(purpose, inside), inside)));
        return ports;
    }

    /**
     * Whom the container runs as. With an ordinary engine, as the caller. In rootless Docker, root inside is the caller
     * outside. Rootless Podman maps the caller to the same number. Docker Desktop gives files to the caller whoever
     * writes them, so the image's own user stays.
     */
    private Optional<LaunchInputs.Caller> user(EngineInfo engine) {
        if (engine.desktopVm()) {
            return Optional.empty();
        }
        return inputs.caller().map(caller -> engine.rootless() && engine.kind() == EngineInfo.Kind.DOCKER
                ? new LaunchInputs.Caller(0, 0, List.of()) : caller);
    }

    private boolean keepId(EngineInfo engine) {
        return engine.rootless() && engine.kind() == EngineInfo.Kind.PODMAN && inputs.caller().isPresent()
                && !engine.desktopVm();
    }

    private List<String> groups(LaunchInputs.Caller user) {
        if (user.uid() == 0) {
            return List.of();
        }
        var groups = new ArrayList<>(IMAGE_GROUPS);
        // A shared project folder often belongs to a group of which the caller is a member.
        inputs.projectGroup().filter(group -> group != user.gid() && user.groups().contains(group))
                .map(String::valueOf).filter(group -> !groups.contains(group)).ifPresent(groups::add);
        return groups;
    }

    private Map<String, String> variables(Optional<LaunchInputs.Caller> user) {
        var variables = new LinkedHashMap<String, String>();
        variables.put(StartScripts.NAME_VARIABLE, environment.name());
        if (environment.jupyter()) {
            variables.put(DockerCommand.TOKEN_VARIABLE, inputs.token());
        }
        if (user.isPresent() && user.get().uid() != 0) {
            variables.put("HOME", StartScripts.HOME);
            // Python's getpass, which torch.compile asks for its cache folder, fails for a user without a name.
            variables.put("USER", "slipway");
        }
        return variables;
    }

    private Map<String, String> labels(List<Gpu> gpus) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(LaunchPlan.NAME_LABEL, environment.name());
        labels.put(LaunchPlan.LAUNCH_LABEL, inputs.launchId());
        labels.put(LaunchPlan.COLOUR_LABEL, Integer.toString(inputs.colour()));
        labels.put(LaunchPlan.GPUS_LABEL, String.join(",", gpus.stream().map(Gpu::uuid).toList()));
        inputs.caller().ifPresent(caller -> labels.put(LaunchPlan.USER_LABEL, Long.toString(caller.uid())));
        if (environment.jupyter()) {
            labels.put(LaunchPlan.PORT_LABEL, Integer.toString(inputs.jupyterPort()));
        }
        FurtherPorts.inside(environment).forEach((purpose, inside) -> labels.put(LaunchPlan.PORTS_LABEL + purpose,
                Integer.toString(inputs.ports().getOrDefault(purpose, inside))));
        labels.put(LaunchPlan.ENVIRONMENT_LABEL, EnvironmentFile.write(environment));
        return labels;
    }

    /**
     * Half of what memory there is for the container, at most 8 GiB: data loaders of PyTorch die with an engine's usual
     * 64 MiB. It is a bound, not a reservation; what is not used costs nothing.
     */
    private long shm() {
        if (environment.shmBytes().isPresent()) {
            return environment.shmBytes().get();
        }
        var ram = machine.host().memoryBytes().asOptional();
        var memory = environment.memoryLimitBytes().isPresent() && ram.isPresent()
                ? Optional.of(Math.min(ram.get(), environment.memoryLimitBytes().get()))
                : environment.memoryLimitBytes().or(() -> ram);
        return memory.map(bytes -> Math.clamp(bytes / 2, LEAST_SHM, MOST_SHM)).orElse(USUAL_SHM);
    }
}
