package dev.slipway.ui.launch;

import dev.slipway.environment.Environment;
import java.nio.file.Path;
import java.util.Optional;

/** What a form is opened for. */
public sealed interface LaunchRequest {
    /** A new environment, of this image when there is one. */
    record New(Optional<String> image) implements LaunchRequest {
    }

    /** One that exists, to be changed and started. */
    record Edit(Environment environment) implements LaunchRequest {
    }

    /** A file from elsewhere: what it does is shown before anything starts. */
    record Review(Path file) implements LaunchRequest {
    }
}
