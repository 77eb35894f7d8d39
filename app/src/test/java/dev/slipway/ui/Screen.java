package dev.slipway.ui;

import dev.slipway.settings.Settings;
import dev.slipway.ui.kit.Themes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;

/** A window on the headless platform, for tests that look at or click real controls. Any thread but the FX one. */
public final class Screen implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Stage stage;
    private final Themes themes;
    private final Scene scene;

    private Screen(Stage stage, Themes themes, Scene scene) {
        this.stage = stage;
        this.themes = themes;
        this.scene = scene;
    }

    /** Starts JavaFX, once: what posts to the FX thread before a window shows needs it. Any thread but the FX one. */
    public static void start() {
        try {
            FxToolkit.registerPrimaryStage();
        } catch (TimeoutException e) {
            throw new AssertionError("JavaFX does not start", e);
        }
    }

    /** Shows what {@code content} makes (on the FX thread) in a window with the program's stylesheet. */
    public static Screen show(Settings.Theme theme, double width, double height, Function<Stage, Parent> content) {
        start();
        var screen = onFx(() -> {
            var themes = new Themes(Settings.DEFAULT.withTheme(theme));
            var stage = new Stage();
            // The headless screen is 1000 x 1000; what is larger is laid out larger than its window.
            double seenWidth = Math.min(width, 1000);
            double seenHeight = Math.min(height, 1000);
            var scene = new Scene(new Holder(content.apply(stage), width, height), seenWidth, seenHeight);
            themes.dress(scene);
            stage.setScene(scene);
            stage.show();
            stage.setWidth(seenWidth);
            stage.setHeight(seenHeight);
            return new Screen(stage, themes, scene);
        });
        screen.settle();
        return screen;
    }

    /** Keeps a node at a size whatever the window's. */
    private static final class Holder extends Pane {
        private final Parent node;
        private final double width;
        private final double height;

        Holder(Parent node, double width, double height) {
            super(node);
            this.node = node;
            this.width = width;
            this.height = height;
        }

        @Override
        protected void layoutChildren() {
            node.resizeRelocate(0, 0, width, height);
        }
    }

    /** The scene. */
    public Scene scene() {
        return scene;
    }

    /** The stage. */
    public Stage stage() {
        return stage;
    }

    /** The themes in use. */
    public Themes themes() {
        return themes;
    }

    /** The first node a selector finds. */
    public <T extends Node> T find(String selector, Class<T> type) {
        return onFx(() -> find(scene.getRoot(), selector, type));
    }

    /** The first node a selector finds below another; for use on the FX thread. */
    public <T extends Node> T find(Parent below, String selector, Class<T> type) {
        var found = below.lookup(selector);
        if (found == null) {
            throw new AssertionError("no node " + selector);
        }
        return type.cast(found);
    }

    /** Waits until a condition holds on the FX thread. */
    public void await(String what, Callable<Boolean> condition) {
        var end = Instant.now().plus(PATIENCE);
        while (!onFx(condition)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(20_000_000L);
        }
    }

    /** Lets pending FX work and two layouts pass. */
    public void settle() {
        for (int i = 0; i < 4; i++) {
            onFx(() -> {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                return null;
            });
            LockSupport.parkNanos(30_000_000L);
        }
    }

    /** What the window shows. */
    public WritableImage picture() {
        return onFx(() -> scene.getRoot().snapshot(null, null));
    }

    /** Writes what the window shows. */
    public void save(Path file) {
        var image = picture();
        try {
            Png.write(image, file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs on the FX thread and waits. */
    public static <T> T onFx(Callable<T> work) {
        if (Platform.isFxApplicationThread()) {
            throw new AssertionError("already on the FX thread");
        }
        var done = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the FX thread did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        onFx(() -> {
            stage.close();
            return null;
        });
    }
}
