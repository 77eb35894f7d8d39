package dev.slipway.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.GpuRequest;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.environment.LaunchInputs.Folder;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Host;
import dev.slipway.machine.Machine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchPlanTest {
    private static final Gpu FIRST = gpu(0, "GPU-aaaa", "NVIDIA GeForce RTX 4090");
    private static final Gpu SECOND = gpu(1, "GPU-bbbb", "NVIDIA GeForce GTX 1080");
    private static final Gpu THIRD = gpu(2, "GPU-cccc", "NVIDIA GeForce RTX 4090");
    private static final Environment ENVIRONMENT = new Environment("thesis", "pytorch/pytorch:2.8.0",
            new GpuChoice.None(), Optional.of(Path.of("/home/lin/thesis")), true, Optional.empty(), Optional.empty());

    private static Gpu gpu(int index, String uuid, String name) {
        return Gpu.known(index, uuid, name, Gpu.Maker.NVIDIA, Reading.unknown(), Reading.unknown(),
                Reading.of(1L << 34));
    }

    private static EngineInfo engine(EngineInfo.Kind kind, boolean rootless, boolean vm, Set<GpuAccess> access,
            List<String> cdi) {
        var endpoint = new Endpoint(URI.create("unix:///run/docker.sock"), Endpoint.Origin.USUAL_SOCKET, "Docker");
        return new EngineInfo(endpoint, kind, Version.parse("28.2.2").orElseThrow(), "1.50", rootless, false, vm,
                access, cdi, "/var/lib/docker", Reading.unknown(), "amd64");
    }

    private static final EngineInfo PLAIN = engine(EngineInfo.Kind.DOCKER, false, false, Set.of(), List.of());

    private static Machine machine(EngineInfo engine, Gpu... gpus) {
        var host = new Host("linux", "Debian", "amd64", false, Reading.unknown(), Reading.unknown(),
                Reading.of(32L << 30), Reading.unknown());
        return new Machine(host, Reading.unknown(), List.of(gpus), Optional.ofNullable(engine), false);
    }

    private static LaunchInputs inputs(long uid, Folder folder) {
        return new LaunchInputs(Optional.of(new Caller(uid, uid, List.of(uid, 2000L))), Path.of("/home/lin"), folder,
                Optional.of(2000L), 8890, "s3cret", "launch-1", 2);
    }

    private static LaunchPlan plan(Environment environment, Machine machine) {
        return LaunchPlan.plan(environment, machine, Optional.empty(), inputs(1000, Folder.WRITABLE));
    }

    private static ContainerSpec spec(Environment environment, Machine machine) {
        return assertInstanceOf(LaunchPlan.Ready.class, plan(environment, machine)).spec();
    }

    private static Environment with(GpuChoice gpus) {
        return new Environment("thesis", "a", gpus, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    @Test
    void publishesJupyterOnTheLoopbackAddressOnly() {
        var tensorBoard = new ContainerSpec.Port("127.0.0.1", 6006, 6006);
        assertEquals(List.of(new ContainerSpec.Port("127.0.0.1", 8890, 8888), tensorBoard),
                spec(ENVIRONMENT, machine(PLAIN)).ports());
        assertEquals(List.of(tensorBoard), spec(with(new GpuChoice.None()), machine(PLAIN)).ports());
    }

    @Test
    void publishesWhatTheEnvironmentNamesAndSaysSoInLabels() {
        var environment = with(new GpuChoice.None()).withExtras(Extras.NONE.withSsh(true).withApps(List.of(
                new Extras.WebApp("ssh", 6006, "/"), new Extras.WebApp("comfy", 8188, "/queue"))));
        assertEquals(Map.of("ssh", 2222, "tensorboard", 6007, "app.ssh", 6006, "app.comfy", 8188),
                FurtherPorts.inside(environment), "TensorBoard gives way to a page that wants its port");
        var inputs = inputs(1000, Folder.WRITABLE).with(Map.of("ssh", 28300, "tensorboard", 28301, "app.ssh", 28302,
                "app.comfy", 28303));
        var spec = assertInstanceOf(LaunchPlan.Ready.class, LaunchPlan.plan(environment, machine(PLAIN),
                Optional.empty(), inputs)).spec();
        assertEquals(List.of("127.0.0.1:28300:2222", "127.0.0.1:28301:6007", "127.0.0.1:28302:6006",
                "127.0.0.1:28303:8188"), spec.ports().stream().map(port -> port.hostAddress() + ":" + port.hostPort()
                + ":" + port.containerPort()).toList());
        assertEquals("28300", spec.labels().get("dev.slipway.port.ssh"));
        assertEquals("28303", spec.labels().get("dev.slipway.port.app.comfy"));
    }

    @Test
    void runsAsTheCallerSoThatFilesBelongToTheCaller() {
        var spec = spec(ENVIRONMENT, machine(PLAIN));
        assertEquals(Optional.of("1000:1000"), spec.user());
        assertEquals(List.of("100", "0", "2000"), spec.groups());
        assertEquals(StartScripts.HOME, spec.environment().get("HOME"));
        assertEquals(List.of(new ContainerSpec.Mount("/home/lin/thesis", "/workspace", false)), spec.mounts());
        assertEquals(Optional.of("/workspace"), spec.workingDir());
    }

    @Test
    void letsRootStayRootWithItsOwnHome() {
        var plan = LaunchPlan.plan(ENVIRONMENT, machine(PLAIN), Optional.empty(), inputs(0, Folder.WRITABLE));
        var spec = assertInstanceOf(LaunchPlan.Ready.class, plan).spec();
        assertEquals(Optional.of("0:0"), spec.user());
        assertEquals(List.of(), spec.groups());
        assertFalse(spec.environment().containsKey("HOME"));
    }

    @ParameterizedTest
    @CsvSource({"DOCKER,true,false,0:0,false", "PODMAN,true,false,1000:1000,true", "PODMAN,false,false,1000:1000,false",
        "DOCKER,false,true,,false"})
    void mapsTheUserAsTheEngineNeedsIt(EngineInfo.Kind kind, boolean rootless, boolean vm, String user,
            boolean keepId) {
        var spec = spec(ENVIRONMENT, machine(engine(kind, rootless, vm, Set.of(), List.of())));
        assertEquals(Optional.ofNullable(user), spec.user());
        assertEquals(keepId, spec.keepId());
    }

    @Test
    void keepsTheSecretOutOfTheLabelsAndTheLine() {
        var spec = spec(ENVIRONMENT, machine(PLAIN));
        assertEquals("s3cret", spec.environment().get("JUPYTER_TOKEN"));
        assertFalse(spec.labels().toString().contains("s3cret"));
        var line = DockerCommand.line(spec, EngineInfo.Kind.DOCKER);
        assertFalse(line.contains("s3cret"));
        assertTrue(line.contains("--env JUPYTER_TOKEN=\"$SLIPWAY_TOKEN\""), line);
    }

    @Test
    void keepsTheEnvironmentInALabelThatReadsBack() throws Exception {
        var label = spec(ENVIRONMENT, machine(PLAIN)).labels().get(LaunchPlan.ENVIRONMENT_LABEL);
        assertEquals(ENVIRONMENT, EnvironmentFile.read(label.getBytes(StandardCharsets.UTF_8), "label", Path.of("/"),
                Path.of("/")));
    }

    @ParameterizedTest
    @CsvSource({",,8589934592", "4294967296,,2147483648", "67108864,,67108864", ",1048576,1048576"})
    void givesAShareOfMemoryAsSharedMemory(Long limit, Long asked, long shm) {
        var environment = new Environment("a", "a", new GpuChoice.None(), Optional.empty(), false,
                Optional.ofNullable(limit), Optional.ofNullable(asked));
        assertEquals(shm, spec(environment, machine(PLAIN)).shmBytes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "CDI,NVIDIA_RUNTIME | 0,1,GPU-aaaa,GPU-bbbb,all | cdi nvidia.com/gpu=GPU-aaaa nvidia.com/gpu=GPU-bbbb",
        "CDI                | 0,1,all                   | cdi nvidia.com/gpu=0 nvidia.com/gpu=1",
        "CDI                | all                       | cdi nvidia.com/gpu=all",
        "CDI,NVIDIA_RUNTIME | 0                         | runtime GPU-aaaa GPU-bbbb",
        "NVIDIA_RUNTIME     | x                         | runtime GPU-aaaa GPU-bbbb",
        "CDI                | 0                         | problem gpu-not-in-cdi",
        "''                 | x                         | problem no-gpu-access",
    })
    void asksForEachGpuByAnExactName(String access, String devices, String expected) {
        var ways = EnumSet.noneOf(GpuAccess.class);
        for (var way : access.split(",")) {
            if (!way.isBlank()) {
                ways.add(GpuAccess.valueOf(way.strip()));
            }
        }
        var cdi = List.of(devices.split(",")).stream().map(d -> "nvidia.com/gpu=" + d).toList();
        var plan = plan(with(new GpuChoice.All()),
                machine(engine(EngineInfo.Kind.DOCKER, false, false, ways, cdi), FIRST, SECOND));
        assertEquals(expected, switch (plan) {
            case LaunchPlan.Problems(var problems) -> {
                assertInstanceOf(Failure.GpuAccessMissing.class, problems.getFirst().failure());
                yield "problem " + problems.getFirst().text().key().replace("environment.plan.", "");
            }
            case LaunchPlan.Ready ready -> switch (ready.spec().gpus()) {
                case GpuRequest.None() -> "none";
                case GpuRequest.Cdi(var names) -> "cdi " + String.join(" ", names);
                case GpuRequest.NvidiaRuntime(var ids) -> "runtime " + String.join(" ", ids);
            };
        });
    }

    @ParameterizedTest
    @CsvSource({"1,GPU-bbbb", "GPU-cccc,GPU-cccc", "gpu-c,GPU-cccc", "1080,GPU-bbbb", "'2,0',GPU-aaaa GPU-cccc",
        "'0,GPU-aaaa',GPU-aaaa", "4090,gpu-ambiguous", "7,gpu-not-here", "H200,gpu-not-here"})
    void findsGpusByIndexUuidOrName(String text, String expected) {
        var choice = GpuSelection.parse(text).orElseThrow();
        var found = GpuSelection.resolve(choice, List.of(FIRST, SECOND, THIRD));
        assertEquals(expected, found.problems().isEmpty()
                ? String.join(" ", found.gpus().stream().map(Gpu::uuid).toList())
                : found.problems().getFirst().key().replace("environment.plan.", ""));
    }

    @Test
    void neverRunsOnTheCpuInSilence() {
        var problems = assertInstanceOf(LaunchPlan.Problems.class, plan(with(new GpuChoice.All()), machine(PLAIN)));
        assertEquals("environment.plan.no-gpu", problems.problems().getFirst().text().key());
    }

    @ParameterizedTest
    @CsvSource({"/,WRITABLE,project-too-wide", "/home,WRITABLE,project-too-wide",
        "/home/lin/..,WRITABLE,project-too-wide", "work,WRITABLE,project-not-absolute",
        "/srv/x,MISSING,project-missing", "/srv/x,NOT_A_FOLDER,project-not-folder"})
    void refusesProjectFoldersThatAreWrong(String path, Folder folder, String key) {
        var environment = new Environment("a", "a", new GpuChoice.None(), Optional.of(Path.of(path)), false,
                Optional.empty(), Optional.empty());
        var plan = LaunchPlan.plan(environment, machine(PLAIN), Optional.empty(), inputs(1000, folder));
        assertEquals("environment.plan." + key,
                assertInstanceOf(LaunchPlan.Problems.class, plan).problems().getFirst().text().key());
    }

    @Test
    void warnsOfTheWholeHomeFolder() {
        var environment = new Environment("a", "a", new GpuChoice.None(), Optional.of(Path.of("/home/lin")), false,
                Optional.empty(), Optional.empty());
        var ready = assertInstanceOf(LaunchPlan.Ready.class, plan(environment, machine(PLAIN)));
        assertEquals(List.of("environment.plan.project-is-home"), ready.warnings().stream().map(Text::key).toList());
    }

    @Test
    void namesEveryProblemAtOnce() {
        var environment = new Environment("A", "-v", new GpuChoice.All(), Optional.of(Path.of("/")), false,
                Optional.of(1L), Optional.empty());
        assertEquals(List.of(LaunchPlan.Field.NAME, LaunchPlan.Field.IMAGE, LaunchPlan.Field.PROJECT,
                LaunchPlan.Field.LIMITS, LaunchPlan.Field.GPUS, LaunchPlan.Field.ENGINE),
                assertInstanceOf(LaunchPlan.Problems.class, plan(environment, machine(null))).problems().stream()
                        .map(LaunchPlan.Problem::field).toList());
    }

    @Test
    void showsTheWholeLine() {
        var environment = new Environment("thesis", "a/b:1", new GpuChoice.All(),
                Optional.of(Path.of("/home/lin/a, b's")), false, Optional.of(1L << 30), Optional.of(1L << 28));
        var engine = engine(EngineInfo.Kind.DOCKER, false, false, Set.of(GpuAccess.NVIDIA_RUNTIME), List.of());
        var line = DockerCommand.line(spec(environment, machine(engine, FIRST, SECOND)), EngineInfo.Kind.DOCKER);
        assertEquals("docker run --detach --name slipway-thesis --hostname thesis "
                + "--gpus '\"device=GPU-aaaa,GPU-bbbb\"' --user 1000:1000 --group-add 100 --group-add 0 "
                + "--group-add 2000 --security-opt no-new-privileges --init --shm-size 268435456 "
                + "--memory 1073741824 --memory-swap 1073741824 --publish 127.0.0.1:6006:6006 "
                + "--mount 'type=bind,\"source=/home/lin/a, b'\\''s\",target=/workspace' --workdir /workspace "
                + "--env SLIPWAY_NAME=thesis --env HOME=/tmp/slipway-home --env USER=slipway "
                + "--entrypoint /bin/sh a/b:1 -c "
                + DockerCommand.quote(StartScripts.STAY), line);
    }

    @Property(tries = 60)
    void quotesSoThatAShellReadsTheSameWords(
            @ForAll @Size(min = 1, max = 8) List<@CharRange(from = 1, to = 126) String> words) throws Exception {
        var line = new StringBuilder("printf '%s\\0'");
        words.forEach(word -> line.append(' ').append(DockerCommand.quote(word)));
        var shell = new ProcessBuilder("sh", "-c", line.toString()).start();
        var printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor());
        assertEquals(String.join("\0", words) + "\0", printed);
    }
}
