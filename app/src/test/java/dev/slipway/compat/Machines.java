package dev.slipway.compat;

import dev.slipway.base.Reading;
import dev.slipway.base.Version;
import dev.slipway.engine.EngineInfo;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Host;
import dev.slipway.machine.Jetson;
import dev.slipway.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Machines for tests. */
public final class Machines {
    private static final long GIB = 1L << 30;

    private Machines() {
    }

    /** A computer. */
    public static Host host(String os, String arch, boolean wsl) {
        return new Host(os, os, arch, wsl, Reading.of("Test CPU"), Reading.of(16), Reading.of(64 * GIB),
                Reading.of(48 * GIB));
    }

    /** A GPU by its name and compute capability ("8.9"; null where the source does not tell). */
    public static Gpu gpu(int index, String name, String capability) {
        Reading<ComputeCapability> known = capability == null ? Reading.unknown()
                : Reading.of(ComputeCapability.parse(capability).orElseThrow());
        return Gpu.known(index, "GPU-" + index, name, Gpu.Maker.NVIDIA, known, Reading.unknown(),
                Reading.of(24 * GIB));
    }

    /** A machine without an engine. {@code driver} null: no driver; the CUDA version is left to the facts. */
    public static Machine of(String os, String arch, boolean wsl, String driver, Gpu... gpus) {
        Reading<Driver> known = driver == null ? Reading.missing(Reading.Reason.NO_LIBRARY, "")
                : Reading.of(new Driver(Version.of(driver), Reading.unknown(), Reading.unknown()));
        return new Machine(host(os, arch, wsl), known, List.of(gpus), Optional.empty(), false);
    }

    /** A Jetson board; {@code l4t} null where its release cannot be read. */
    public static Machine jetson(String chip, String l4t, String driver, Gpu... gpus) {
        var machine = of("linux", "arm64", false, driver, gpus);
        var host = machine.host();
        return new Machine(new Host(host.os(), host.osName(), host.arch(), false, host.cpu(), host.cores(),
                host.memoryBytes(), host.memoryAvailableBytes(), Optional.of(new Jetson("NVIDIA Jetson AGX Orin "
                + "Developer Kit", Optional.of(chip), Optional.ofNullable(l4t).map(Version::of)))), machine.driver(),
                machine.gpus(), Optional.empty(), false);
    }

    /** A Linux PC. */
    public static Machine linux(String driver, Gpu... gpus) {
        return of("linux", "amd64", false, driver, gpus);
    }

    /** A machine by "8.9" or "8.9,6.1". */
    public static Machine linuxWith(String driver, String capabilities) {
        var gpus = new ArrayList<Gpu>();
        for (var capability : capabilities.split(",")) {
            gpus.add(gpu(gpus.size(), "NVIDIA Test " + capability, capability.strip()));
        }
        return linux(driver, gpus.toArray(Gpu[]::new));
    }

    public static Machine rtx4090(String driver) {
        return linux(driver, gpu(0, "NVIDIA GeForce RTX 4090", "8.9"));
    }

    public static Machine rtx5090(String driver) {
        return linux(driver, gpu(0, "NVIDIA GeForce RTX 5090", "12.0"));
    }

    public static Machine gtx1080(String driver) {
        return linux(driver, gpu(0, "NVIDIA GeForce GTX 1080", "6.1"));
    }

    /** The pair of the sketches: an RTX 4090 and a GTX 1080. */
    public static Machine pair(String driver) {
        return linux(driver, gpu(0, "NVIDIA GeForce RTX 4090", "8.9"), gpu(1, "NVIDIA GeForce GTX 1080", "6.1"));
    }

    public static Machine h100(String driver) {
        return linux(driver, gpu(0, "NVIDIA H100 80GB HBM3", "9.0"));
    }

    /** A server with {@code count} H100. */
    public static Machine h100s(String driver, int count) {
        return linux(driver, IntStream.range(0, count).mapToObj(index -> gpu(index, "NVIDIA H100 80GB HBM3", "9.0"))
                .toArray(Gpu[]::new));
    }

    public static Machine v100(String driver) {
        return linux(driver, gpu(0, "Tesla V100-SXM2-16GB", "7.0"));
    }

    /** No NVIDIA GPU and no driver. */
    public static Machine none() {
        return linux(null);
    }

    /** The same machine with an engine. */
    public static Machine with(Machine machine, EngineInfo engine) {
        return new Machine(machine.host(), machine.driver(), machine.gpus(), Optional.of(engine),
                machine.simulated());
    }
}
