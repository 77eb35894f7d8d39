package dev.slipway.cli;

import dev.slipway.base.Bytes;
import dev.slipway.base.Reading;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.Driver;
import dev.slipway.machine.Machine;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what this machine is. Missing parts are part of the answer, never a failure. */
@Command(name = "machine")
final class MachineCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    MachineCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        var machine = context.machine();
        if (json) {
            Json.print(context.console(), MachineJson.write(machine));
        } else {
            print(machine);
        }
        return Failures.DONE;
    }

    private void print(Machine machine) {
        var console = context.console();
        if (machine.simulated()) {
            context.say("cli.simulated");
        }
        var host = machine.host();
        var parts = new Columns(List.of(), Set.of());
        parts.add(context.text("cli.machine.system"),
                host.osName() + ", " + host.arch() + (host.wsl() ? ", WSL 2" : ""));
        host.jetson().ifPresent(board -> parts.add(context.text("cli.machine.board"), board.words()));
        host.cpu().asOptional().ifPresent(cpu -> parts.add(context.text("cli.machine.cpu"),
                cpu + host.cores().asOptional().map(cores -> ", " + context.texts().count("cli.machine.cores", cores))
                        .orElse("")));
        host.memoryBytes().asOptional().ifPresent(bytes -> parts.add(context.text("cli.machine.memory"),
                host.memoryAvailableBytes().asOptional()
                        .map(free -> context.text("cli.machine.free", Bytes.inWords(bytes), Bytes.inWords(free)))
                        .orElse(Bytes.inWords(bytes))));
        parts.add(context.text("cli.machine.driver"), driver(machine.driver()));
        parts.add(context.text("cli.machine.engine"), machine.engine().map(this::engine)
                .orElseGet(() -> context.text("cli.machine.no-engine")));
        machine.engine().ifPresent(engine -> {
            parts.add(context.text("cli.machine.gpu-access"), engine.gpuAccess().isEmpty()
                    ? context.text("cli.machine.no-gpu-access")
                    : String.join(", ", engine.gpuAccess().stream().map(GpuAccess::id).sorted().toList()));
            engine.freeDiskBytes().asOptional().ifPresent(free -> parts.add(context.text("cli.machine.disk"),
                    context.text("cli.machine.disk.free", Bytes.inWords(free), engine.dataRoot())));
        });
        parts.print(console);
        console.line("");
        if (machine.gpus().isEmpty()) {
            context.say("cli.machine.no-gpus");
            return;
        }
        var gpus = new Columns(List.of("GPU", context.text("cli.machine.name"), context.text("cli.machine.capability"),
                context.text("cli.machine.architecture"), context.text("cli.machine.memory"), "PCI"), Set.of(4));
        machine.gpus().forEach(gpu -> gpus.add(Integer.toString(gpu.index()), gpu.name(),
                gpu.computeCapability().map(Object::toString).orElse("–"), gpu.architecture().orElse("–"),
                gpu.memoryBytes().map(Bytes::inWords).orElse("–"), gpu.pciId().orElse("–")));
        gpus.print(console);
    }

    private String driver(Reading<Driver> driver) {
        return switch (driver) {
            case Reading.Value<Driver>(var value) -> value.cuda().asOptional()
                    .map(cuda -> context.text("cli.machine.driver.cuda", value.version(), cuda))
                    .orElse(value.version().text());
            case Reading.Missing<Driver>(var reason, var _) -> context.text("cli.machine.no-driver",
                    context.text("cli.reason." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        };
    }

    private String engine(EngineInfo engine) {
        return engine.kind().label() + " " + engine.version() + (engine.rootless() ? ", rootless" : "")
                + (engine.snap() ? ", snap" : "") + ", " + engine.endpoint().uri();
    }
}
