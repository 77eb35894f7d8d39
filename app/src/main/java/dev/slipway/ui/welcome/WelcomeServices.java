package dev.slipway.ui.welcome;

import dev.slipway.base.Background;
import dev.slipway.base.Texts;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Sessions;
import dev.slipway.setup.FixRun;
import dev.slipway.ui.kit.Browser;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import dev.slipway.ui.kit.Launches;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What the page of a first start works with.
 *
 * @param fixes runs commands the user has agreed to
 * @param user the user's login name
 * @param screen whether the system can ask for a password on a screen
 * @param home the user's home folder, below which the first project folder will be
 * @param look asks the doctor to look anew
 * @param clipboard takes a text to the clipboard
 * @param go goes to another page
 * @param tour starts the simulated machine
 */
public record WelcomeServices(MachineSource machines, Sessions sessions, ImageDesk images, EnvironmentStore store,
        Launches launches, FixRun fixes, String user, boolean screen, Path home, Runnable look, Browser browser,
        Consumer<String> clipboard, Consumer<String> go, Runnable tour, Background background, Fx fx, Texts texts) {
}
