package dev.slipway.ui.launch;

import dev.slipway.compat.ImageRow;
import dev.slipway.machine.Machine;
import java.util.List;

/** What the form asks about images. Quick; any thread, but the first call may read files. */
public interface Images {
    /** The table of images for a machine. */
    List<ImageRow> rows(Machine machine);

    /** One image, whatever way its reference is written. */
    ImageRow one(Machine machine, String reference);
}
