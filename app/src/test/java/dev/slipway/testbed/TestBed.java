package dev.slipway.testbed;

import dev.slipway.base.Background;
import dev.slipway.base.FailureException;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.GpuRequest;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.docker.TestEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The engines, registry and images that {@code installer/test-bed.sh start DIR} made. A test that wants them and finds
 * none fails: it is never skipped. Close it to remove the containers that were made through it.
 */
public final class TestBed implements AutoCloseable {
    /** The label of all containers that tests make. */
    public static final String LABEL = "dev.slipway.test";

    private static final long MIB = 1L << 20;

    private final Properties properties = new Properties();
    /** This run's own mark, so that tests that run side by side keep out of each other's way. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final List<Engine> opened = new ArrayList<>();

    private TestBed(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
    }

    /** The bed that the system property {@code slipway.testbed} names. */
    public static TestBed open() {
        var path = System.getProperty("slipway.testbed", "");
        if (path.isBlank() || !Files.isReadable(Path.of(path))) {
            throw new AssertionError("This test needs the test bed: run installer/test-bed.sh start DIR and pass "
                    + "-Dslipway.testbed=DIR/testbed.properties (now: \"" + path + "\")");
        }
        try {
            return new TestBed(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of the bed's file. */
    public String property(String name) {
        var value = properties.getProperty(name);
        if (value == null) {
            throw new AssertionError("The test bed has no " + name);
        }
        return value;
    }

    /** Docker with CDI. */
    public Engine docker() {
        return engine("docker");
    }

    /** Docker with NVIDIA's classic hook (a fake one that lets all pass), without CDI. */
    public Engine dockerClassic() {
        return engine("dockerClassic");
    }

    /** Docker on a disk of 40 MiB, without any way to GPUs. */
    public Engine dockerSmallDisk() {
        return engine("dockerSmallDisk");
    }

    /** Podman. */
    public Engine podman() {
        return engine("podman");
    }

    /** The address of an engine, by the name of its line. */
    public Endpoint endpoint(String name) {
        return new Endpoint(URI.create(property(name)), Endpoint.Origin.SETTINGS, name);
    }

    /** An engine, by the name of its line. */
    public Engine engine(String name) {
        // Only the classic engine may see the fake hook; Podman's service sees the bed's CDI specs.
        var hooks = name.equals("dockerClassic") ? List.of(Path.of(property("hookDir"))) : List.<Path>of();
        var engine = TestEngines.open(endpoint(name), hooks, List.of(Path.of(property("cdiSpecDir"))),
                Background.virtualThreads());
        opened.add(engine);
        return engine;
    }

    /** An image with a shell, 2 MB, on every engine of the bed. */
    public String tiny(Engine engine) throws FailureException, InterruptedException {
        return engine.info().kind() == EngineInfo.Kind.PODMAN ? property("imageTinyPodman")
                : property("imageTiny");
    }

    /** The address of this machine at which containers of {@link #docker} reach it. */
    public InetAddress gateway() throws IOException {
        var folder = Path.of(property("dockerPidFile")).getParent();
        var bridge = Files.readAllLines(folder.resolve("daemon.json")).stream().filter(line -> line.contains("bridge"))
                .map(line -> line.replaceAll(".*: \"(.*)\".*", "$1")).findFirst().orElseThrow();
        return NetworkInterface.getByName(bridge).inetAddresses().filter(Inet4Address.class::isInstance).findFirst()
                .orElseThrow();
    }

    /** An image with a real Jupyter, on {@link #docker}. */
    public String jupyter() {
        return property("imageJupyter");
    }

    /** An image of several layers in the bed's registry. */
    public String pullImage() {
        return property("pullImage");
    }

    /** A name for a container or an environment that no other test has. */
    public String name(String what) {
        return "t-" + what + "-" + run + "-" + UUID.randomUUID().toString().substring(0, 4);
    }

    /** The label's value of this run. */
    public String run() {
        return run;
    }

    /** A spec that runs {@code command} in the tiny image; labelled so that closing the bed removes it. */
    public ContainerSpec spec(Engine engine, String what, List<String> command)
            throws FailureException, InterruptedException {
        var name = name(what);
        return new ContainerSpec(name, name, tiny(engine), List.of(), command, Map.of(), Map.of(LABEL, run), List.of(),
                List.of(), new GpuRequest.None(), Optional.empty(), List.of(), false, Optional.empty(),
                Optional.empty(), 64 * MIB, true);
    }

    /** A port of loopback that is free now. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops {@link #docker} and starts it again; returns when it answers. Containers end with it. */
    public void restartDocker() throws IOException, InterruptedException {
        stopDocker();
        startDocker();
    }

    /** Stops {@link #docker}. */
    public void stopDocker() throws IOException, InterruptedException {
        var pidFile = Path.of(property("dockerPidFile"));
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        // It removes the file as its last act; the process itself may stay as a zombie for a while.
        await("Docker stops", 30, () -> !Files.exists(pidFile));
    }

    /** Starts {@link #docker} after {@link #stopDocker}. */
    public void startDocker() throws IOException, InterruptedException {
        var process = new ProcessBuilder(property("dockerStart")).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("Docker did not start again; see the log beside " + property("dockerPidFile"));
        }
    }

    /** Waits until something holds. */
    public static void await(String what, int seconds, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + seconds + " s: " + what);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        for (var engine : opened) {
            try (engine) {
                for (var container : engine.containers(LABEL + "=" + run)) {
                    engine.remove(container.id());
                }
            } catch (FailureException _) {
                // An engine that a test has stopped or closed has nothing to clean up.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
