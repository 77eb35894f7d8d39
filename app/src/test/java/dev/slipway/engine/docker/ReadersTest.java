package dev.slipway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.engine.Container;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine.ContainerProcess;
import dev.slipway.engine.Engine.LogChunk;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What engines answer, as JSON and streams, turned into records. */
class ReadersTest {
    private static final Endpoint LOCAL =
            new Endpoint(URI.create("unix:///var/run/docker.sock"), Endpoint.Origin.USUAL_SOCKET, "Docker");

    private static JsonNode json(String text) throws IOException {
        return EngineHttp.JSON.readTree(text.replace('\'', '"'));
    }

    private static EngineInfo info(String os, String version, String info) throws IOException {
        return new InfoReader(List.of(), List.of(), os).read(LOCAL, json(version), json(info));
    }

    @Test
    void dockersRuntimeIsSeen() throws IOException {
        var info = info("Linux", "{'Version':'28.2.2','ApiVersion':'1.50','Components':[{'Name':'Engine'}]}",
                "{'Runtimes':{'nvidia':{},'runc':{}},'Architecture':'aarch64','DockerRootDir':'/nonexistent/docker',"
                + "'SecurityOptions':['name=seccomp,profile=builtin','name=rootless'],'CDISpecDirs':[]}");
        assertEquals(EngineInfo.Kind.DOCKER, info.kind());
        assertEquals("28.2.2", info.version().text());
        assertEquals("arm64", info.arch());
        assertTrue(info.rootless());
        assertEquals(Set.of(GpuAccess.NVIDIA_RUNTIME), info.gpuAccess());
        assertInstanceOf(Reading.Missing.class, info.freeDiskBytes());
    }

    @Test
    void devicesThatDockerDiscoveredAreBelieved() throws IOException {
        var info = info("Linux", "{'Version':'28.3.0'}",
                "{'DiscoveredDevices':[{'Source':'cdi','ID':'nvidia.com/gpu=0'},"
                + "{'Source':'cdi','ID':'docker.com/gpu=webgpu'}]}");
        assertEquals(List.of("nvidia.com/gpu=0"), info.cdiDevices());
        assertEquals(Set.of(GpuAccess.CDI), info.gpuAccess());
    }

    @Test
    void virtualMachinesAndSnapsAreTold() throws IOException {
        var version = "{'Version':'27.0'}";
        assertTrue(info("Linux", version, "{'OperatingSystem':'Docker Desktop'}").desktopVm());
        assertTrue(info("Mac OS X", version, "{'OperatingSystem':'Ubuntu 24.04'}").desktopVm());
        assertTrue(info("Linux", version, "{'Name':'colima-gpu'}").desktopVm());
        assertFalse(info("Linux", version, "{'OperatingSystem':'Ubuntu 24.04','Name':'lab1'}").desktopVm());
        assertTrue(info("Linux", version, "{'DockerRootDir':'/var/snap/docker/common/var-lib-docker'}").snap());
    }

    @Test
    void cdiSpecsAreReadAsJsonAndAsYaml(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("nvidia.yaml"), """
                ---
                cdiVersion: 0.5.0
                containerEdits:
                  env: [NVIDIA_VISIBLE_DEVICES=void]
                devices:
                - containerEdits:
                    deviceNodes:
                    - path: /dev/nvidia0
                  name: "0"
                - name: GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77
                - name: all
                kind: nvidia.com/gpu
                """);
        Files.writeString(dir.resolve("a.json"), "{\"kind\":\"nvidia.com/gpu\",\"devices\":[{\"name\":\"1\"}]}");
        Files.writeString(dir.resolve("other.json"), "{\"kind\":\"vendor.com/net\",\"devices\":[{\"name\":\"x\"}]}");
        Files.writeString(dir.resolve("broken.json"), "{");
        Files.writeString(dir.resolve("broken.yaml"), "a: [b");
        Files.writeString(dir.resolve("bomb.yaml"), "a: &a [x]\nb: [*a, *a]\nkind: nvidia.com/gpu\n");
        assertEquals(List.of("nvidia.com/gpu=0", "nvidia.com/gpu=1",
                "nvidia.com/gpu=GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77", "nvidia.com/gpu=all"),
                CdiSpecs.names(List.of(dir, dir.resolve("absent"))));
    }

    @Property(tries = 300)
    void aSpecIsReadOrRefusedAsBadInput(@ForAll String text, @ForAll boolean json) {
        try {
            CdiSpecs.names(text, json);
        } catch (IOException _) {
            // The one error that its caller knows.
        }
    }

    @Test
    void aContainerIsRead() throws IOException {
        var container = ContainerReader.container(json(
                "{'Id':'abc','Name':'/thesis','Created':'2026-11-20T10:00:00.5Z',"
                + "'State':{'Status':'exited','ExitCode':137,'OOMKilled':true,'Error':'',"
                + "'StartedAt':'2026-11-20T10:00:01Z',"
                + "'FinishedAt':'0001-01-01T00:00:00Z'},'Config':{'Image':'x:1','Labels':{'a':'b'}},'HostConfig':"
                + "{'NetworkMode':'bridge','PortBindings':{'8888/tcp':[{'HostIp':'127.0.0.1','HostPort':'18888'}]}},"
                + "'NetworkSettings':{'Ports':{}}}"));
        assertEquals("thesis", container.name());
        assertEquals(Container.State.EXITED, container.state());
        assertEquals(137, container.exitCode().orElseThrow());
        assertTrue(container.oomKilled() && container.startedAt().isPresent() && container.finishedAt().isEmpty());
        assertEquals(List.of(new Container.PublishedPort(8888, "127.0.0.1", 18888)), container.ports());
        assertEquals("", ContainerReader.container(json("{}")).name());
    }

    @Test
    void statsLeaveTheFileCacheOut() throws IOException {
        var twice = json("{'read':'2026-11-20T10:00:02Z','preread':'2026-11-20T10:00:01Z','cpu_stats':{'cpu_usage':"
                + "{'total_usage':3500000000}},'precpu_stats':{'cpu_usage':{'total_usage':2000000000}},'memory_stats':"
                + "{'usage':1000,'stats':{'inactive_file':300}}}");
        assertTrue(StatsReader.hasTwoReadings(twice));
        var stats = StatsReader.stats(twice, twice, 0).orElseThrow();
        assertEquals(150, stats.cpuPercent(), 0.001);
        assertEquals(700, stats.memoryBytes());
        assertTrue(stats.memoryLimitBytes().isEmpty());
        var v1 = json("{'memory_stats':{'usage':1000,'stats':{'total_inactive_file':400,'inactive_file':1}}}");
        assertEquals(600, StatsReader.stats(v1, v1, 5000).orElseThrow().memoryBytes());
        assertEquals(5000, StatsReader.stats(v1, v1, 5000).orElseThrow().memoryLimitBytes().orElseThrow());
        var stopped = json("{'memory_stats':{}}");
        assertTrue(StatsReader.stats(stopped, stopped, 0).isEmpty());
    }

    @Test
    void processesAreReadByTheirTitles() throws IOException {
        assertEquals(List.of(new ContainerProcess(7, "python train.py")), ProcessReader.processes(
                json("{'Titles':['PID','COMMAND'],'Processes':[['7','python train.py'],['?','x']]}")));
        assertEquals(List.of(new ContainerProcess(7, "a")),
                ProcessReader.processes(json("{'Titles':['UID','HPID','CMD'],'Processes':[['0','7','a']]}")));
        assertEquals(List.of(), ProcessReader.processes(json("{}")));
    }

    @Test
    void anImagesLayersAreRead() throws IOException {
        assertEquals(List.of("sha256:a", "sha256:b"), ContainerReader.imageConfig(json(
                "{'Architecture':'amd64','Size':7,'RootFS':{'Type':'layers','Layers':['sha256:a','sha256:b']}}"))
                .layers());
        assertEquals(List.of(), ContainerReader.imageConfig(json("{'RootFS':7}")).layers());
    }

    @Test
    void framesAreTakenApart() throws IOException {
        var stream = new ByteArrayOutputStream();
        stream.writeBytes(new byte[] {1, 0, 0, 0, 0, 0, 0, 3, 'o', 'u', 't', 2, 0, 0, 0, 0, 0, 0, 2, 'e', 'r'});
        var chunks = new ArrayList<String>();
        Demultiplexer.read(new ByteArrayInputStream(stream.toByteArray()), false, chunk -> chunks.add(word(chunk)));
        assertEquals(List.of("false out", "true er"), chunks);
        assertThrows(IOException.class, () -> Demultiplexer.read(
                new ByteArrayInputStream(new byte[] {1, 0, 0, 0, 0, 0, 0, 9, 'x'}), false, _ -> { }));
    }

    private static String word(LogChunk chunk) {
        return chunk.fromErrors() + " " + new String(chunk.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aStoredLoginIsSentAsTheEngineWantsIt(@TempDir Path dir) throws Exception {
        var auth = Base64.getEncoder().encodeToString("ada:pass:word".getBytes(StandardCharsets.UTF_8));
        var file = dir.resolve("config.json");
        Files.writeString(file, "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"" + auth + "\"}}}");
        var header = new RegistryLogin(file).header("docker.io").get("X-Registry-Auth");
        var login = EngineHttp.JSON.readTree(Base64.getUrlDecoder().decode(header));
        assertEquals(Map.of("username", "ada", "password", "pass:word", "serveraddress", "https://index.docker.io/v1/"),
                Json.map(login));
        assertEquals(Map.of(), new RegistryLogin(file).header("nvcr.io"));
        assertEquals(Map.of(), new RegistryLogin(dir.resolve("absent")).header("nvcr.io"));
    }

    @Test
    void aSearchTellsWhatDoesNotAnswer(@TempDir Path home) throws Exception {
        var found = TestEngines.search(Map.of("DOCKER_HOST", "unix://" + home + "/none.sock"), home,
                Background.virtualThreads()).search().getFirst();
        assertInstanceOf(Failure.EngineNotReachable.class, found.failure().orElseThrow());
        Files.createDirectories(home.resolve(".docker/contexts/meta/0a"));
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"far\"}");
        Files.writeString(home.resolve(".docker/contexts/meta/0a/meta.json"),
                "{\"Name\":\"far\",\"Endpoints\":{\"docker\":{\"Host\":\"ssh://ada@far\"}}}");
        var far = TestEngines.search(Map.of(), home, Background.virtualThreads()).search().getFirst();
        assertEquals("context far", far.endpoint().label());
        assertInstanceOf(Failure.EngineNotReachable.class, far.failure().orElseThrow());
    }

    @Test
    void anEngineFarAwayThatNeverAnswersHoldsTheSearchUpForThreeSecondsOnly(@TempDir Path dir) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long begun = System.nanoTime();
            var found = TestEngines.search(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + server.getLocalPort()), dir,
                    Background.virtualThreads()).search().getFirst();
            assertInstanceOf(Failure.TimedOut.class, found.failure().orElseThrow());
            assertTrue(System.nanoTime() - begun < 6_000_000_000L);
        }
    }

    @Property
    void anyErrorOfAnEngineIsTranslated(@ForAll int status, @ForAll String words) {
        assertFalse(EngineErrors.failure(status, words, EngineErrors.Doing.pulling(words)).name().isEmpty());
        assertFalse(EngineErrors.failure(status, words, EngineErrors.Doing.container(words)).name().isEmpty());
        assertFalse(EngineErrors.failure(500, "listen tcp " + words + ": bind: address already in use",
                EngineErrors.Doing.container("x")).name().isEmpty());
    }

    @Property
    void anyReferenceCanBeAskedFor(@ForAll String reference) {
        var path = Pull.path(reference);
        assertTrue(path.matches("/images/create\\?fromImage=[\\x21-\\x7e]*&tag=[\\x21-\\x7e]*"), path);
    }

    @Test
    void aStrangeShapeOfJsonGivesAnEmptyContainer() throws IOException {
        for (var text : List.of("[]", "'x'", "null", "{'State':[],'Config':{'Labels':['a']},'NetworkSettings':{'Ports':"
                + "{'x':7,'9999999/tcp':[{'HostPort':'1'}],'1/tcp':[{'HostPort':'99999999999'}]}}}")) {
            var container = ContainerReader.container(json(text));
            assertEquals(List.of(), container.ports());
            assertEquals(Container.State.OTHER, container.state());
        }
    }
}
