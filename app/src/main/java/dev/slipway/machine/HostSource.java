package dev.slipway.machine;

/** Knows the computer around the GPUs. Blocking. */
@FunctionalInterface
public interface HostSource {
    /** The computer, asked anew. */
    Host host();
}
