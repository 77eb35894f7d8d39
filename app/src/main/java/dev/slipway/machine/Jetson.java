package dev.slipway.machine;

import dev.slipway.base.Version;
import java.util.Optional;

/**
 * What makes this computer a Jetson board.
 *
 * @param model its maker's name for it: "NVIDIA Jetson AGX Orin Developer Kit"; empty where it does not tell
 * @param chip the chip's name in the device tree: "tegra234"
 * @param l4t its release of L4T (Jetson Linux): 36.4.3
 */
public record Jetson(String model, Optional<String> chip, Optional<Version> l4t) {

    /** In a few words, the same in every language: "Jetson AGX Orin Developer Kit, L4T 36.4.3". */
    public String words() {
        var name = model.isEmpty() ? "Jetson" : model.replaceFirst("^NVIDIA ", "");
        return name + l4t.map(release -> ", L4T " + release.text()).orElse("");
    }
}
