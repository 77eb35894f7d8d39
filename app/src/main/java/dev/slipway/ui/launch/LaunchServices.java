package dev.slipway.ui.launch;

import dev.slipway.base.Background;
import dev.slipway.base.Texts;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Sessions;
import dev.slipway.session.UsageFeed;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import dev.slipway.ui.kit.Launches;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the form for an environment works with.
 *
 * @param images verdicts on images
 * @param home the user's home folder, below which project folders are suggested
 * @param clipboard takes a text to the clipboard
 * @param started told the name of an environment that is being started
 * @param gpuNeed the highest use of GPU memory in bytes that is known of an environment; may read a file
 */
public record LaunchServices(ImageDesk images, MachineSource machines, Sessions sessions, UsageFeed usage,
        EnvironmentStore store, Launches launches, Path home, Consumer<String> clipboard, Consumer<String> started,
        Function<String, Optional<Long>> gpuNeed, Background background, Fx fx, Texts texts) {
}
