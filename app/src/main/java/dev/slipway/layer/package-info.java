/**
 * What an environment has beyond its image, in a layer of its own on top of it: Jupyter, packages, an SSH server.
 *
 * <p>{@code LayerNeeds} says what is wanted, {@code Probed} what the image has already, and {@code LayerPlan} works out
 * the Dockerfile, which is what the user can see, and the files beside it. {@code Layers} builds it on the engine once;
 * equal plans have equal tags and share one image. Inside, {@code install.sh} does the work and {@code frameworks.py}
 * keeps the image's frameworks the builds they were.
 */
package dev.slipway.layer;
