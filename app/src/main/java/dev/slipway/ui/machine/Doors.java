package dev.slipway.ui.machine;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Where the page leads.
 *
 * @param images the table of what runs here
 * @param doctor the doctor's page
 * @param tour the simulated machine
 * @param launch a new environment with the image of this reference
 * @param report makes the machine report; blocking
 */
public record Doors(Runnable images, Runnable doctor, Runnable tour, Consumer<String> launch, Callable<String> report) {
}
