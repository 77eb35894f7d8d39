package dev.slipway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Reading;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import java.util.Locale;

/**
 * A machine as JSON: what {@code machine --json} writes and {@link MachineFile} reads. What is not known is left out.
 */
final class MachineJson {
    private MachineJson() {
    }

    static ObjectNode write(Machine machine) {
        var json = Json.object();
        var host = machine.host();
        json.put("os", host.os()).put("osName", host.osName()).put("arch", host.arch()).put("wsl", host.wsl());
        host.cpu().asOptional().ifPresent(cpu -> json.put("cpu", cpu));
        host.cores().asOptional().ifPresent(cores -> json.put("cores", cores));
        host.memoryBytes().asOptional().ifPresent(bytes -> json.put("memoryBytes", bytes));
        host.jetson().ifPresent(board -> {
            var node = json.putObject("jetson");
            if (!board.model().isEmpty()) {
                node.put("model", board.model());
            }
            board.chip().ifPresent(chip -> node.put("chip", chip));
            board.l4t().ifPresent(release -> node.put("l4t", release.text()));
        });
        if (machine.simulated()) {
            json.put("simulated", true);
        }
        switch (machine.driver()) {
            case Reading.Value<Driver>(var driver) -> {
                var node = json.putObject("driver").put("version", driver.version().text());
                driver.cuda().asOptional().ifPresent(cuda -> node.put("cuda", cuda.text()));
                driver.nvml().asOptional().ifPresent(nvml -> node.put("nvml", nvml));
            }
            case Reading.Missing<Driver>(var reason, var _) -> json.putNull("driver")
                    .put("driverMissing", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        var gpus = json.putArray("gpus");
        machine.gpus().forEach(gpu -> gpus.add(write(gpu)));
        machine.engine().ifPresentOrElse(engine -> json.set("engine", write(engine)), () -> json.putNull("engine"));
        return json;
    }

    private static ObjectNode write(Gpu gpu) {
        var json = Json.object().put("index", gpu.index()).put("uuid", gpu.uuid()).put("name", gpu.name())
                .put("maker", gpu.maker().name().toLowerCase(Locale.ROOT));
        gpu.computeCapability().asOptional().ifPresent(value -> json.put("computeCapability", value.toString()));
        gpu.memoryBytes().asOptional().ifPresent(value -> json.put("memoryBytes", value));
        gpu.reservedBytes().asOptional().ifPresent(value -> json.put("reservedBytes", value));
        gpu.architecture().asOptional().ifPresent(value -> json.put("architecture", value));
        gpu.brand().asOptional().ifPresent(value -> json.put("brand", value));
        gpu.pciId().asOptional().ifPresent(value -> json.put("pciId", value));
        gpu.powerLimitWatts().asOptional().ifPresent(value -> json.put("powerLimitWatts", value));
        gpu.eccOn().asOptional().ifPresent(value -> json.put("ecc", value));
        gpu.migOn().asOptional().ifPresent(value -> json.put("mig", value));
        return json;
    }

    private static ObjectNode write(EngineInfo engine) {
        var json = Json.object().put("kind", engine.kind().id()).put("version", engine.version().text());
        json.set("gpuAccess", Json.array(engine.gpuAccess().stream().map(GpuAccess::id).sorted().toList()));
        json.put("apiVersion", engine.apiVersion()).put("endpoint", engine.endpoint().uri().toString())
                .put("rootless", engine.rootless()).put("snap", engine.snap()).put("desktopVm", engine.desktopVm())
                .put("arch", engine.arch()).put("dataRoot", engine.dataRoot());
        json.set("cdiDevices", Json.array(engine.cdiDevices()));
        engine.freeDiskBytes().asOptional().ifPresent(bytes -> json.put("freeDiskBytes", bytes));
        return json;
    }
}
