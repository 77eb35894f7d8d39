package dev.slipway.engine;

/** A way in which an engine really gives NVIDIA GPUs to containers. */
public enum GpuAccess {
    /** NVIDIA's container runtime is registered (classic {@code --gpus}). */
    NVIDIA_RUNTIME("nvidia-runtime", "NVIDIA runtime"),
    /** The engine resolves CDI device names and knows some of NVIDIA's. */
    CDI("cdi", "CDI");

    private final String id;
    private final String label;

    GpuAccess(String id, String label) {
        this.id = id;
        this.label = label;
    }

    /** The stable name in JSON: {@code nvidia-runtime} or {@code cdi}. */
    public String id() {
        return id;
    }

    /** The name in a sentence. */
    public String label() {
        return label;
    }
}
