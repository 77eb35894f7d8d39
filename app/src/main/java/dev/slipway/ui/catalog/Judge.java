package dev.slipway.ui.catalog;

import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.ImageRow;
import dev.slipway.engine.LocalImage;
import dev.slipway.machine.Machine;
import java.time.LocalDate;
import java.util.List;

/** What the page of images asks: the catalogue and the verdicts on it. Pure and quick; any thread. */
public interface Judge {
    /** All images of the catalogue, newest first within a family. */
    List<ImageEntry> entries();

    /** When the facts were collected. */
    LocalDate collected();

    /** The table for a machine, with the images that its engine holds. */
    List<ImageRow> rows(Machine machine, List<LocalImage> local);

    /** One image, whatever way its reference is written. */
    ImageRow one(Machine machine, String reference, List<LocalImage> local);
}
