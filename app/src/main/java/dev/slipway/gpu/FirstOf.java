package dev.slipway.gpu;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Reading.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The first source that knows NVIDIA's GPUs, and after them the graphics cards of other makers. Where none knows
 * NVIDIA's, the cards of all makers come from the last. Thread-safe if its sources are.
 */
public final class FirstOf implements GpuSource {
    private final List<GpuSource> nvidia;
    private final GpuSource cards;

    /**
     * @param nvidia sources of NVIDIA GPUs, best first
     * @param cards a source of cards of all makers
     */
    public FirstOf(List<GpuSource> nvidia, GpuSource cards) {
        this.nvidia = List.copyOf(nvidia);
        this.cards = cards;
    }

    @Override
    public Inventory inventory() {
        Reading<Driver> why = Reading.missing(Reason.NO_LIBRARY, "");
        for (var source : nvidia) {
            var inventory = source.inventory();
            if (!inventory.gpus().isEmpty() || inventory.driver() instanceof Value<Driver>) {
                var gpus = new ArrayList<>(inventory.gpus());
                add(gpus, gpus.isEmpty() ? cards.inventory().gpus() : cards.others());
                return new Inventory(inventory.driver(), gpus, inventory.origin());
            }
            why = clearer(why, inventory.driver());
        }
        var gpus = new ArrayList<Gpu>();
        var last = cards.inventory();
        add(gpus, last.gpus());
        return new Inventory(why, gpus, last.origin());
    }

    /** "Not installed" is the weakest reason: a source that is installed and fails knows more. */
    private static Reading<Driver> clearer(Reading<Driver> first, Reading<Driver> second) {
        return first instanceof Missing<Driver>(var reason, var detail) && reason == Reason.NO_LIBRARY
                && (detail.isEmpty() || reason(second) != Reason.NO_LIBRARY) ? second : first;
    }

    private static Reason reason(Reading<Driver> reading) {
        return reading instanceof Missing<Driver>(var reason, _) ? reason : Reason.NOT_KNOWN;
    }

    private static void add(List<Gpu> gpus, List<Gpu> cards) {
        cards.stream().filter(card -> card.maker() == Gpu.Maker.NVIDIA)
                .forEach(card -> gpus.add(at(gpus.size(), card)));
        cards.stream().filter(card -> card.maker() != Gpu.Maker.NVIDIA)
                .forEach(card -> gpus.add(at(gpus.size(), card)));
    }

    private static Gpu at(int index, Gpu card) {
        return new Gpu(index, card.uuid(), card.name(), card.maker(), card.pciId(), card.brand(),
                card.computeCapability(), card.architecture(), card.memoryBytes(), card.reservedBytes(),
                card.powerLimitWatts(), card.eccOn(), card.migOn());
    }

    @Override
    public List<GpuSample> sample() {
        for (var source : nvidia) {
            var samples = source.sample();
            if (!samples.isEmpty()) {
                return samples;
            }
        }
        return List.of();
    }

    @Override
    public void rest() {
        nvidia.forEach(GpuSource::rest);
    }

    @Override
    public void close() {
        nvidia.forEach(GpuSource::close);
        cards.close();
    }
}
