package dev.slipway.selftest;

import dev.slipway.gpu.ComputeCapability;
import java.util.List;
import java.util.Optional;

/**
 * What the script inside a session said. Foreign words: bounded when read, and shown as such.
 *
 * @param devices the GPUs that CUDA's driver library gives a process inside
 * @param deviceProblem why there are none
 * @param driver the kernel driver as seen inside
 * @param software the Python and PyTorch inside
 * @param rates matrix products
 * @param copies copies between host and GPU
 * @param compile torch.compile against eager
 * @param allReduce the all-reduce over several GPUs
 * @param seconds how long all of it took
 */
public record Measured(List<Device> devices, Optional<String> deviceProblem, Optional<String> driver,
        Software software, Part<Rate> rates, Part<Copies> copies, Part<CompileRun> compile, Part<AllReduce> allReduce,
        double seconds) {
    /** Freezes the list. */
    public Measured {
        devices = List.copyOf(devices);
    }

    /**
     * A part of the test: its values, or why there are none. Both empty when it was not asked for.
     *
     * @param values what was measured
     * @param problem why nothing was
     */
    public record Part<T>(List<T> values, Optional<String> problem) {
        /** Freezes the list. */
        public Part {
            values = List.copyOf(values);
        }

        /** A part that was not asked for. */
        public static <T> Part<T> none() {
            return new Part<>(List.of(), Optional.empty());
        }
    }

    /** A GPU inside; {@code uuid} as NVML writes it, memory in bytes. */
    public record Device(String uuid, String name, Optional<ComputeCapability> capability, long memoryBytes) {
    }

    /**
     * The Python of the image and its PyTorch.
     *
     * @param archs what torch.cuda.get_arch_list() says
     * @param available what torch.cuda.is_available() says
     * @param compiler the C compiler that torch.compile finds
     * @param problem why PyTorch could not be loaded
     */
    public record Software(Optional<String> python, Optional<String> torch, Optional<String> cuda,
            Optional<String> cudnn, Optional<String> nccl, Optional<String> triton, Optional<String> compiler,
            List<String> archs, boolean available, Optional<String> problem) {
        /** Freezes the list. */
        public Software {
            archs = List.copyOf(archs);
        }
    }

    /** A product of two square matrices of {@code size}; {@code type} is bf16, fp16 or fp32. */
    public record Rate(int gpu, String type, int size, double teraflops) {
    }

    /** Copies of pinned memory, in 10^9 bytes a second. */
    public record Copies(int gpu, double toDevice, double toHost) {
    }

    /**
     * One small model in one way of running it.
     *
     * @param model resnet or transformer
     * @param task inference or training
     * @param mode eager, or a mode of torch.compile
     * @param milliseconds one call, the median without warm-up
     * @param peakBytes the most memory PyTorch held, compiling included
     * @param speedUp against eager
     * @param compileSeconds the first call
     * @param relativeError of the first result against eager's
     * @param problem why it did not run
     */
    public record CompileRun(String model, String task, String mode, Optional<Double> milliseconds,
            Optional<Long> peakBytes, Optional<Double> speedUp, Optional<Double> compileSeconds,
            Optional<Double> relativeError, Optional<String> problem) {
    }

    /** An all-reduce of {@code bytes} over {@code gpus}; bus bandwidth in 10^9 bytes a second. */
    public record AllReduce(int gpus, long bytes, double busGigabytesPerSecond, boolean correct) {
    }
}
