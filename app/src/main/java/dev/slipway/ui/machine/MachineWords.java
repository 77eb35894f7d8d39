package dev.slipway.ui.machine;

import dev.slipway.base.Bytes;
import dev.slipway.base.Reading;
import dev.slipway.base.Texts;
import dev.slipway.engine.EngineInfo;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.History;
import dev.slipway.machine.Host;
import dev.slipway.machine.Jetson;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Session;
import dev.slipway.session.Usage;
import dev.slipway.ui.kit.Formats;
import dev.slipway.ui.kit.GraphFrame;
import dev.slipway.ui.kit.Legend;
import dev.slipway.ui.kit.MemoryBands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what is known of the machine into words and pictures. FX thread. */
final class MachineWords {
    private static final Duration SPAN = Duration.ofMinutes(15);

    private final Texts texts;
    private final MemoryBands bands;

    MachineWords(Texts texts) {
        this.texts = texts;
        this.bands = new MemoryBands(texts);
    }

    void sessions(List<Session> sessions) {
        bands.sessions(sessions);
    }

    MachineState state(MachineSource.State known, Optional<Usage> usage, Advisor.Answer said, History history) {
        var gpus = known.inventory().map(inventory -> inventory.gpus()).orElse(List.of());
        boolean driven = known.inventory().filter(one -> one.driver() instanceof Reading.Value<Driver>).isPresent();
        var cards = gpus.stream().map(gpu -> card(gpu, driven, usage, history)).toList();
        var nothing = known.inventory().isPresent() && gpus.isEmpty()
                ? Optional.of(noGpu(known.host().flatMap(Host::jetson).isPresent()))
                : Optional.<MachineState.Notice>empty();
        return new MachineState(subtitle(known), known.inventory().isEmpty() ? texts.of("machine.looking.gpus") : "",
                cards, nothing, notices(known, said), driver(known, said), engine(known, said), next(known, said));
    }

    private String subtitle(MachineSource.State known) {
        if (known.host().isEmpty()) {
            return texts.of("machine.looking.host");
        }
        var host = known.host().get();
        return Stream.of(
                Optional.of(host.wsl() ? texts.of("machine.wsl", host.osName()) : host.osName()),
                host.jetson().map(Jetson::words),
                host.cores().asOptional().map(cores -> texts.count("machine.cores", cores)),
                host.memoryBytes().asOptional().map(bytes -> Math.round(bytes / (double) (1L << 30)) + " GiB"),
                known.engine().flatMap(engine -> engine.freeDiskBytes().asOptional())
                        .map(bytes -> texts.of("machine.disk", wholeGib(bytes))))
                .flatMap(Optional::stream).collect(Collectors.joining(" · "));
    }

    private static String wholeGib(long bytes) {
        return bytes >= 10L << 30 ? (bytes >> 30) + " GiB" : Bytes.inWords(bytes);
    }

    private MachineState.Card card(Gpu gpu, boolean driven, Optional<Usage> usage, History history) {
        var now = usage.stream().flatMap(newest -> newest.gpus().stream())
                .filter(one -> one.sample().uuid().equals(gpu.uuid())).findFirst();
        long total = gpu.memoryBytes().orElse(0L);
        var shares = now.map(bands::shares).orElse(List.of());
        // What no driver answers for will never be read: then its size is all there is to say.
        boolean silent = now.isEmpty() && !driven && total > 0;
        var used = silent ? Bytes.gib(total)
                : now.flatMap(one -> one.sample().memoryUsedBytes().asOptional()).map(Bytes::gib).orElse(Formats.NONE);
        var legend = shares.stream()
                .map(share -> new Legend.Item(share.colour(), share.name() + " " + Bytes.gib(share.bytes()))).toList();
        var kind = Stream.of(gpu.architecture().asOptional(),
                        gpu.computeCapability().asOptional().map(Object::toString))
                .flatMap(Optional::stream).collect(Collectors.joining(" · "));
        // The brand says the maker; the rest of the name needs the room.
        var name = gpu.name().replaceFirst("^NVIDIA (?=GeForce|RTX|Quadro|Tesla)", "");
        return new MachineState.Card(gpu.uuid(), name, texts.of("machine.gpu", gpu.index()), kind, used,
                silent ? texts.of("machine.memory")
                        : total > 0 ? texts.of("machine.of-total", Bytes.gib(total))
                        : texts.of("machine.total-unknown"),
                silent ? Optional.empty() : Optional.of(MemoryBands.bar(shares, total)), legend,
                now.map(one -> new GraphFrame(history, bands.bands(history, gpu.uuid()), GraphFrame.Unit.BYTES, total,
                        SPAN, one.sample().nanos(), one.sample().at(), GraphFrame.USUAL_GAP)),
                now.map(one -> List.of(
                        texts.of("machine.utilization", Formats.percent(one.sample().utilizationPercent())),
                        Formats.celsius(one.sample().temperatureCelsius()),
                        Formats.watts(one.sample().powerWatts(), gpu.powerLimitWatts()))).orElse(List.of()),
                gpu.maker() == Gpu.Maker.NVIDIA ? "" : texts.of("machine.not-nvidia"));
    }

    private MachineState.Notice noGpu(boolean jetson) {
        return new MachineState.Notice(MachineState.Weight.CALM,
                texts.of(jetson ? "machine.no-gpu.jetson" : "machine.no-gpu"),
                texts.of(jetson ? "machine.no-gpu.jetson.detail" : "machine.no-gpu.detail"),
                List.of(MachineState.Door.TOUR));
    }

    private List<MachineState.Notice> notices(MachineSource.State known, Advisor.Answer said) {
        var notices = new ArrayList<MachineState.Notice>();
        known.inventory().ifPresent(inventory -> {
            boolean nvidia = inventory.gpus().stream().anyMatch(gpu -> gpu.maker() == Gpu.Maker.NVIDIA);
            if (nvidia && inventory.driver() instanceof Reading.Missing<Driver>(var reason, _)) {
                var key = reason == Reading.Reason.LIBRARY_MISMATCH ? "machine.driver-mismatch" : "machine.no-driver";
                notices.add(notice(MachineState.Weight.PROBLEM, key, MachineState.Door.DOCTOR));
            } else if (!nvidia && !inventory.gpus().isEmpty()) {
                notices.add(notice(MachineState.Weight.CAVEAT, "machine.no-nvidia", MachineState.Door.TOUR));
            }
            // Without a driver the engine has nothing to give; one thing after the other, as the doctor does.
            if (nvidia && inventory.driver() instanceof Reading.Value<Driver>
                    && known.engine().filter(engine -> engine.gpuAccess().isEmpty()).isPresent()) {
                notices.add(notice(MachineState.Weight.PROBLEM, "machine.no-access", MachineState.Door.DOCTOR));
            }
        });
        if (known.engines().isPresent() && known.engine().isEmpty()) {
            notices.add(notice(MachineState.Weight.PROBLEM, "machine.no-engine", MachineState.Door.DOCTOR,
                    MachineState.Door.TOUR));
        }
        for (var advice : said.advice()) {
            notices.add(new MachineState.Notice(MachineState.Weight.CAVEAT, texts.of(advice.title()),
                    texts.of(advice.detail()),
                    advice.ofImages() ? List.of(MachineState.Door.IMAGES) : List.of()));
        }
        return notices;
    }

    private MachineState.Notice notice(MachineState.Weight weight, String key, MachineState.Door... doors) {
        return new MachineState.Notice(weight, texts.of(key), texts.of(key + ".detail"), List.of(doors));
    }

    private MachineState.Fact driver(MachineSource.State known, Advisor.Answer said) {
        var label = texts.of("machine.driver");
        if (known.inventory().isEmpty()) {
            return new MachineState.Fact(label, texts.of("machine.looking"), "", "");
        }
        return switch (known.inventory().get().driver()) {
            case Reading.Value<Driver>(var driver) -> new MachineState.Fact(label, driver.version().text(),
                    driverDetail(driver, said), "");
            case Reading.Missing<Driver> _ -> new MachineState.Fact(label, texts.of("machine.driver.none"),
                    texts.of("machine.driver.none.detail"), "");
        };
    }

    private String driverDetail(Driver driver, Advisor.Answer said) {
        var last = said.lastBranchFor();
        return Stream.of(driver.cuda().asOptional().map(cuda -> texts.of("machine.driver.cuda", cuda)),
                        last.isEmpty() ? Optional.<String>empty()
                                : Optional.of(texts.of("machine.driver.last", String.join(", ", last))))
                .flatMap(Optional::stream).collect(Collectors.joining(" · "));
    }

    private MachineState.Fact engine(MachineSource.State known, Advisor.Answer said) {
        var label = texts.of("machine.engine");
        if (known.engine().isPresent()) {
            var info = known.engine().get();
            return new MachineState.Fact(label, info.kind().label() + " " + info.version(),
                    access(info) + pulled(said.pulled()),
                    info.gpuAccess().isEmpty() && hasNvidia(known) ? "dot-warning" : "dot-good");
        }
        return known.engines().isEmpty() ? new MachineState.Fact(label, texts.of("machine.looking"), "", "")
                : new MachineState.Fact(label, texts.of("machine.engine.none"), texts.of("machine.engine.none.detail"),
                        "dot-bad");
    }

    /** Docker counts layers that images share once for each of them, so a sum is a ceiling. */
    private String pulled(Advisor.Pulled pulled) {
        return pulled.images() == 0 ? ""
                : " · " + texts.count("machine.pulled", pulled.images(), wholeGib(pulled.bytes()));
    }

    private static boolean hasNvidia(MachineSource.State known) {
        return known.inventory().stream().flatMap(inventory -> inventory.gpus().stream())
                .anyMatch(gpu -> gpu.maker() == Gpu.Maker.NVIDIA);
    }

    private String access(EngineInfo info) {
        if (info.gpuAccess().isEmpty()) {
            return texts.of("machine.access.none");
        }
        var ways = info.gpuAccess().stream().sorted().map(access -> texts.of("machine.access." + access.id()))
                .collect(Collectors.joining(texts.of("machine.and")));
        return texts.of("machine.access", ways) + (info.rootless() ? " · " + texts.of("machine.rootless") : "");
    }

    /** Only what would work: without an engine that gives GPUs, the notices say what to do first. */
    private Optional<MachineState.Next> next(MachineSource.State known, Advisor.Answer said) {
        boolean ready = known.engine().filter(engine -> !engine.gpuAccess().isEmpty()).isPresent();
        return said.suggestion().filter(_ -> ready).map(suggestion -> new MachineState.Next(
                texts.of("machine.next.notebook", suggestion.gpu()), suggestion.label(), suggestion.image()));
    }
}
