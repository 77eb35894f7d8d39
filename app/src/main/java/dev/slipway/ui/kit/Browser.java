package dev.slipway.ui.kit;

import java.net.URI;

/** Opens an address in the user's web browser. FX thread. */
@FunctionalInterface
public interface Browser {
    /** Opens {@code address}. */
    void open(URI address);
}
