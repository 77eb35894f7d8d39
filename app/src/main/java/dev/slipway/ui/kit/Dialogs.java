package dev.slipway.ui.kit;

import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Modality;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/** Windows over the program's window. FX thread. */
public final class Dialogs {
    private Dialogs() {
    }

    /**
     * A window that is not shown yet.
     *
     * @param owner the window below; it waits where {@code modality} says so
     * @param escape what the Escape key does
     * @param done closes the window when it becomes true
     */
    public static Stage over(Window owner, Modality modality, Themes themes, Scene scene, Runnable escape,
            ObservableValue<Boolean> done) {
        var stage = new Stage();
        stage.initOwner(owner);
        stage.initModality(modality);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                escape.run();
            }
        });
        themes.dress(scene);
        stage.setScene(scene);
        stage.addEventHandler(WindowEvent.WINDOW_SHOWING, _ -> centre(stage, scene, owner));
        done.subscribe(now -> {
            if (now) {
                stage.close();
            }
        });
        return stage;
    }

    /** Over its owner: left to itself, a window opens in the middle of a screen, which may be another than that. */
    private static void centre(Stage stage, Scene scene, Window owner) {
        if (owner == null || !owner.isShowing()) {
            return;
        }
        var root = scene.getRoot();
        root.applyCss();
        double width = scene.getWidth() > 0 ? scene.getWidth()
                : Double.isNaN(stage.getWidth()) ? root.prefWidth(-1) : stage.getWidth();
        double height = scene.getHeight() > 0 ? scene.getHeight() : root.prefHeight(width);
        double x = owner.getX() + (owner.getWidth() - width) / 2;
        double y = owner.getY() + (owner.getHeight() - height) / 2;
        var seen = Screen.getScreensForRectangle(owner.getX(), owner.getY(), owner.getWidth(), owner.getHeight())
                .stream().findFirst().orElse(Screen.getPrimary()).getVisualBounds();
        stage.setX(inside(x, seen.getMinX(), seen.getMaxX() - width));
        stage.setY(inside(y, seen.getMinY(), seen.getMaxY() - height));
    }

    private static double inside(double place, double least, double most) {
        return Math.max(least, Math.min(most, place));
    }
}
