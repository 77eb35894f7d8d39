package dev.slipway.catalog;

/** What an image is made for. */
public enum Framework {
    PYTORCH("pytorch", "PyTorch"),
    TENSORFLOW("tensorflow", "TensorFlow"),
    JAX("jax", "JAX"),
    CUDA("cuda", "CUDA"),
    OTHER("other", "");

    private final String id;
    private final String label;

    Framework(String id, String label) {
        this.id = id;
        this.label = label;
    }

    /** The stable name in files and JSON. */
    public String id() {
        return id;
    }

    /** The product's name, the same in every language; empty for {@link #OTHER}. */
    public String label() {
        return label;
    }
}
