package dev.slipway.selftest;

import dev.slipway.base.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Results for tests: what the script said on an H200, shortened, with an error and an all-reduce put in. */
public final class Recorded {
    /** The GPU of {@link #h200}. */
    public static final String GPU = "GPU-00000000-0000-0000-0000-000000000001";

    private Recorded() {
    }

    /** The script's words. */
    public static String words() throws IOException {
        try (var file = Objects.requireNonNull(Recorded.class.getResourceAsStream("h200-torch-2.11.json"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** A result of a session of this name, with its own words. */
    public static SelfTestResult h200(String session, String at, String words) throws FailureException {
        return new SelfTestResult(session, Instant.parse(at), "pytorch/pytorch:2.11.0-cuda13.0-cudnn9-devel",
                Optional.of("pytorch/pytorch@sha256:" + "ab".repeat(32)), List.of(GPU), Optional.of("580.159.04"),
                SelfTestStore.measured(words));
    }

    /** Keeps such a result. */
    public static SelfTestResult keep(SelfTestStore store, String session, String at, String words)
            throws FailureException {
        var result = h200(session, at, words);
        store.save(result, words);
        return result;
    }
}
