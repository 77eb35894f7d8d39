package dev.slipway.gpu;

import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Text;
import dev.slipway.gpu.GpuSample.ThrottleReason;
import java.util.Locale;
import java.util.Optional;

/** Sentences about GPUs for people. */
public final class GpuWords {
    /** The detail of a reading that is missing because the GPU sleeps and was not woken. */
    public static final String ASLEEP = "asleep";

    private GpuWords() {
    }

    /** Why a value is not there. */
    public static Text why(Missing<?> missing) {
        return missing.reason() == Reason.NOT_KNOWN && missing.detail().equals(ASLEEP) ? Text.of("gpu.missing.asleep")
                : Text.of("gpu.missing." + key(missing.reason()), missing.detail());
    }

    /** Why a GPU cannot run CUDA images; empty for an NVIDIA GPU with a working driver. */
    public static Optional<Text> whyNoCuda(Gpu gpu, boolean driverWorks) {
        return switch (gpu.maker()) {
            case NVIDIA -> driverWorks ? Optional.empty() : Optional.of(Text.of("gpu.other.nvidia-without-driver"));
            case AMD, INTEL, OTHER -> Optional.of(Text.of("gpu.other." + key(gpu.maker())));
        };
    }

    /** Why a GPU runs slower than it could, in a word or two. */
    public static Text throttle(ThrottleReason reason) {
        return Text.of("gpu.throttle." + key(reason));
    }

    /** What a process uses a GPU for. */
    public static Text process(GpuProcess.Kind kind) {
        return Text.of("gpu.process." + key(kind));
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
