package dev.slipway.gpu;

import dev.slipway.base.Reading;
import java.util.List;

/**
 * Something that knows the GPUs of this machine. Calls block for microseconds to seconds; never on the FX thread. Any
 * thread, one after the other. Opens what it needs at the first call.
 */
public interface GpuSource extends AutoCloseable {

    /** Driver and GPUs. Missing parts are readings with a reason; nothing is thrown. */
    Inventory inventory();

    /** The cards of makers other than NVIDIA, where NVIDIA's are known from elsewhere. */
    default List<Gpu> others() {
        return inventory().gpus().stream().filter(gpu -> gpu.maker() != Gpu.Maker.NVIDIA).toList();
    }

    /** One sample of each GPU that can be sampled; empty where the source can only tell identities. */
    List<GpuSample> sample();

    /** Says that the next sample is seconds away: a source that keeps its device awake may let it sleep until then. */
    default void rest() {
    }

    /** Lets go of the device. Not final: the next call opens it again. */
    @Override
    void close();

    /**
     * Driver and GPUs of a machine.
     *
     * @param driver the NVIDIA driver, or why it is not known
     * @param gpus all graphics cards, NVIDIA's first
     * @param origin which source told: "nvml", "nvidia-smi", "oshi", "simulated"
     */
    record Inventory(Reading<Driver> driver, List<Gpu> gpus, String origin) {
        /** Freezes the list. */
        public Inventory {
            gpus = List.copyOf(gpus);
        }
    }
}
