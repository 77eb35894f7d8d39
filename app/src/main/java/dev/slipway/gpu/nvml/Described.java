package dev.slipway.gpu.nvml;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Reading.Value;
import dev.slipway.gpu.ArchitectureName;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.Gpu;
import java.lang.foreign.MemorySegment;

/** Reads what does not change about a GPU. */
final class Described {
    private Described() {
    }

    static Gpu gpu(Session session, Reading<MemorySegment> device, Identity identity) {
        return switch (device) {
            case Value<MemorySegment>(var handle) -> gpu(session, handle, identity);
            case Missing<MemorySegment>(var reason, var detail) -> lost(identity, reason, detail);
        };
    }

    private static Gpu gpu(Session session, MemorySegment handle, Identity identity) {
        var capability = flat(session.pair(Function.CAPABILITY, handle), Described::capability);
        var memory = session.memory(handle);
        return new Gpu(
                identity.index(),
                identity.uuid(),
                session.deviceText(Function.NAME, handle).asOptional().filter(name -> !name.isEmpty())
                        .orElse("NVIDIA GPU"),
                Gpu.Maker.NVIDIA,
                session.pciId(handle),
                flat(session.number(Function.BRAND, handle), Described::brand),
                capability,
                architecture(session.number(Function.ARCHITECTURE, handle), capability),
                memory.map(Session.Memory::total),
                flat(memory, Session.Memory::reserved),
                session.number(Function.POWER_LIMIT, handle).map(Samples::watts),
                session.pair(Function.ECC, handle).map(mode -> mode.first() == 1),
                session.pair(Function.MIG, handle).map(mode -> mode.first() == 1));
    }

    private static Gpu lost(Identity identity, Reason reason, String detail) {
        return new Gpu(identity.index(), identity.uuid(), "NVIDIA GPU", Gpu.Maker.NVIDIA,
                Reading.missing(reason, detail), Reading.missing(reason, detail), Reading.missing(reason, detail),
                Reading.missing(reason, detail), Reading.missing(reason, detail), Reading.missing(reason, detail),
                Reading.missing(reason, detail), Reading.missing(reason, detail), Reading.missing(reason, detail));
    }

    private static <T, R> Reading<R> flat(Reading<T> reading, java.util.function.Function<T, Reading<R>> change) {
        return switch (reading) {
            case Value<T>(var value) -> change.apply(value);
            case Missing<T>(var reason, var detail) -> Reading.missing(reason, detail);
        };
    }

    private static Reading<ComputeCapability> capability(Session.Pair pair) {
        return ComputeCapability.parse(pair.first() + "." + pair.second()).map(Reading::of)
                .orElseGet(() -> Reading.missing(Reason.ERROR, "compute capability " + pair));
    }

    /** NVML's number, or, from a driver too old or a GPU too new for it, what the compute capability tells. */
    static Reading<String> architecture(Reading<Integer> number, Reading<ComputeCapability> capability) {
        var name = switch (number.orElse(-1)) {
            case 2 -> "Kepler";
            case 3 -> "Maxwell";
            case 4 -> "Pascal";
            case 5 -> "Volta";
            case 6 -> "Turing";
            case 7 -> "Ampere";
            case 8 -> "Ada";
            case 9 -> "Hopper";
            case 10 -> "Blackwell";
            case 13 -> "Rubin";
            default -> "";
        };
        return name.isEmpty() ? flat(capability, ArchitectureName::of) : Reading.of(name);
    }

    /** {@code nvmlBrandType_t} in words; product names are the same in every language. */
    static Reading<String> brand(int number) {
        var name = switch (number) {
            case 1 -> "Quadro";
            case 2 -> "Tesla";
            case 3 -> "NVS";
            case 4 -> "GRID";
            case 5 -> "GeForce";
            case 6 -> "Titan";
            case 7 -> "NVIDIA Virtual Applications";
            case 8 -> "NVIDIA Virtual PC";
            case 9 -> "NVIDIA Virtual Compute Server";
            case 10 -> "NVIDIA RTX Virtual Workstation";
            case 11 -> "NVIDIA Cloud Gaming";
            case 12 -> "Quadro RTX";
            case 13 -> "NVIDIA RTX";
            case 14 -> "NVIDIA";
            case 15 -> "GeForce RTX";
            case 16 -> "Titan RTX";
            default -> "";
        };
        return name.isEmpty() ? Reading.missing(Reason.NOT_KNOWN, "brand " + number) : Reading.of(name);
    }
}
