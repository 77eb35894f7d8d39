package dev.slipway.engine;

/** A way in which an engine really gives NVIDIA GPUs to containers. */
public enum GpuAccess {
    /** NVIDIA's container runtime is registered (classic {@code --gpus}). */
    NVIDIA_RUNTIME("nvidia-runtime"),
    /** The engine resolves CDI device names and knows some of NVIDIA's. */
    CDI("cdi");

    private final String id;

    GpuAccess(String id) {
        this.id = id;
    }

    /** The stable name in JSON: {@code nvidia-runtime} or {@code cdi}. */
    public String id() {
        return id;
    }
}
