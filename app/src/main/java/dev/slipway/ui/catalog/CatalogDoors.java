package dev.slipway.ui.catalog;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Ways from the page of images to other places.
 *
 * @param newEnvironment called with the reference an environment is wanted for
 * @param logIn asks for a login to a registry, and does the second once it is right
 * @param settings leads to the settings, where the facts are
 */
public record CatalogDoors(Consumer<String> newEnvironment, BiConsumer<String, Runnable> logIn, Runnable settings) {
}
