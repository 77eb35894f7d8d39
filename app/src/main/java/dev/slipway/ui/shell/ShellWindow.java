package dev.slipway.ui.shell;

import dev.slipway.settings.Settings;
import dev.slipway.ui.kit.Themes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

/** The window itself: its size, its place, its icon. FX thread. */
public final class ShellWindow {
    private static final double LEAST_WIDTH = 960;
    private static final double LEAST_HEIGHT = 640;
    private static final double WIDTH = 1200;
    private static final double HEIGHT = 800;
    private static final int LOOKS = 3;
    private static final Duration BETWEEN_LOOKS = Duration.millis(400);
    private static final List<Integer> ICON_SIZES = List.of(16, 24, 32, 48, 64, 128, 256);

    private ShellWindow() {
    }

    /**
     * Gives a stage its name, and its last place where a screen still shows it.
     *
     * @param remember is told the place when the window closes
     */
    public static void prepare(Stage stage, Optional<Settings.WindowPlace> place,
            Consumer<Settings.WindowPlace> remember) {
        stage.setTitle("Slipway");
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        place.filter(ShellWindow::onSomeScreen).ifPresent(last -> {
            stage.setX(last.x());
            stage.setY(last.y());
            stage.setWidth(Math.max(LEAST_WIDTH, last.width()));
            stage.setHeight(Math.max(LEAST_HEIGHT, last.height()));
            stage.setMaximized(last.maximized());
        });
        stage.setOnHiding(_ -> remember.accept(new Settings.WindowPlace(stage.getX(), stage.getY(), stage.getWidth(),
                stage.getHeight(), stage.isMaximized())));
    }

    /** Gives a stage its icons; seven pictures, which need not wait in front of the first one. */
    public static void decorate(Stage stage) {
        if (stage.getIcons().isEmpty()) {
            ICON_SIZES.forEach(size -> stage.getIcons().add(icon(size)));
        }
    }

    /** Puts a frame into a stage, in the place of the one before. */
    public static void fill(Stage stage, Frame frame, Themes themes) {
        double width = stage.getScene() == null ? WIDTH : stage.getScene().getWidth();
        double height = stage.getScene() == null ? HEIGHT : stage.getScene().getHeight();
        var scene = new Scene(frame.node(), width, height);
        themes.dress(scene);
        stage.setScene(scene);
    }

    /**
     * Moves a window that shows back to where its title bar can be reached. On X11 a window sometimes lands a title
     * bar's height above the place that it was given, when its frame is made while it is being placed; JavaFX may hear
     * of that late, and so may the window manager of the move back. So it looks again, twice.
     */
    public static void bringInReach(Stage stage) {
        bringInReach(stage, LOOKS);
    }

    private static void bringInReach(Stage stage, int looks) {
        moveIntoReach(stage);
        if (looks > 1) {
            var wait = new PauseTransition(BETWEEN_LOOKS);
            wait.setOnFinished(_ -> bringInReach(stage, looks - 1));
            wait.play();
        }
    }

    private static void moveIntoReach(Stage stage) {
        if (!stage.isShowing() || stage.isMaximized() || stage.isFullScreen()) {
            return;
        }
        var corner = Screen.getScreensForRectangle(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight())
                .stream().findFirst().orElseGet(Screen::getPrimary).getVisualBounds();
        if (stage.getY() < corner.getMinY()) {
            stage.setY(corner.getMinY());
            stage.setX(Math.max(stage.getX(), corner.getMinX()));
        }
    }

    /** A window whose title bar no screen shows could not be moved back. */
    private static boolean onSomeScreen(Settings.WindowPlace place) {
        var titleBar = new Rectangle2D(place.x(), place.y(), Math.max(1, place.width()), 40);
        return Screen.getScreens().stream().anyMatch(screen -> screen.getVisualBounds().intersects(titleBar));
    }

    /** Slipway's mark, {@code size} pixels wide: one of 16, 24, 32, 48, 64, 128, 256. */
    static Image icon(int size) {
        var file = "/dev/slipway/ui/icons/slipway-" + size + ".png";
        return new Image(Objects.requireNonNull(ShellWindow.class.getResourceAsStream(file), file));
    }
}
