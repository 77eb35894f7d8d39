package dev.slipway.selftest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One self-test of a session.
 *
 * @param session the session's name
 * @param at when it ended
 * @param image the image's reference
 * @param digest the image's digest in its registry, or its id on the engine
 * @param gpus UUIDs of the GPUs that the host gave the session
 * @param driver the host's driver
 * @param measured what was found inside
 */
public record SelfTestResult(String session, Instant at, String image, Optional<String> digest, List<String> gpus,
        Optional<String> driver, Measured measured) {
    /** Freezes the list. */
    public SelfTestResult {
        gpus = List.copyOf(gpus);
    }

    /** "2.11.0+cu130", or a dash: what tells two results of one machine apart. */
    public String torch() {
        return measured.software().torch().orElse("–");
    }
}
