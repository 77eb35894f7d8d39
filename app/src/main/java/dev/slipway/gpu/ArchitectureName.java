package dev.slipway.gpu;

import dev.slipway.base.Reading;

/** The names of NVIDIA's GPU generations. */
public final class ArchitectureName {
    private ArchitectureName() {
    }

    /** The generation's name for a compute capability: 8.9 is Ada. */
    public static Reading<String> of(ComputeCapability capability) {
        var name = switch (capability.major()) {
            case 3 -> "Kepler";
            case 5 -> "Maxwell";
            case 6 -> "Pascal";
            case 7 -> capability.minor() < 5 ? "Volta" : "Turing";
            case 8 -> capability.minor() < 9 ? "Ampere" : "Ada";
            case 9 -> "Hopper";
            case 10 -> capability.minor() < 7 ? "Blackwell" : "Rubin";
            case 11, 12 -> "Blackwell";
            default -> "";
        };
        return name.isEmpty() ? Reading.unknown() : Reading.of(name);
    }
}
