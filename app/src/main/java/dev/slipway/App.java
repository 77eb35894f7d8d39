package dev.slipway;

import dev.slipway.base.Background;
import dev.slipway.base.Dirs;
import dev.slipway.settings.SettingsStore;
import java.nio.file.Path;
import java.time.Clock;
import javafx.application.Application;
import javafx.stage.Stage;

/**
 * The window. Arguments: {@code --tour} starts with the simulated machine; a path opens that environment's file to be
 * looked at.
 */
public final class App extends Application {
    private SettingsStore settings;
    private Desks desks;
    private Windows windows;

    @Override
    public void init() {
        var home = Path.of(System.getProperty("user.home"));
        var dirs = Dirs.of(System.getenv(), System.getProperty("os.name", ""), home);
        var background = Background.virtualThreads();
        settings = new SettingsStore(dirs.config(), background, Clock.systemDefaultZone());
        desks = new Desks(dirs, home, settings, background);
    }

    @Override
    public void start(Stage stage) {
        windows = new Windows(stage, settings, desks::real, desks::tour);
        windows.show(getParameters().getRaw().contains("--tour"));
        getParameters().getUnnamed().stream().findFirst().map(Path::of).ifPresent(windows::review);
    }

    @Override
    public void stop() {
        if (windows != null) {
            windows.close();
        }
        settings.close();
    }
}
