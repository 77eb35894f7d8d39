import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** The least a window of JavaFX can be: what startup.sh holds Slipway's start against. */
public final class Bare extends Application {
    public static void main(String[] arguments) {
        launch(arguments);
    }

    @Override
    public void start(Stage stage) {
        stage.setTitle("Bare");
        stage.setScene(new Scene(new VBox(new Label("Nothing but a window")), 1200, 800));
        stage.show();
        // For its cache: Java takes its notes when the program ends.
        if (Boolean.getBoolean("bare.ends")) {
            var pause = new javafx.animation.PauseTransition(javafx.util.Duration.seconds(3));
            pause.setOnFinished(_ -> stage.close());
            pause.play();
        }
    }
}
