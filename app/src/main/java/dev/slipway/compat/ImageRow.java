package dev.slipway.compat;

import dev.slipway.catalog.ImageEntry;
import dev.slipway.engine.LocalImage;
import java.util.Optional;

/**
 * A row of the table of images on one machine.
 *
 * @param entry the image
 * @param verdict whether it runs here
 * @param local the image on the engine, when it has been pulled
 */
public record ImageRow(ImageEntry entry, Verdict verdict, Optional<LocalImage> local) {
}
