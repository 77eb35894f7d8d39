package dev.slipway.ui.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.slipway.settings.Settings;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/**
 * Light and dark. Every scene of the program is {@link #dress}ed once; a change of theme reaches them all. FX thread.
 */
public final class Themes {
    private static final String FOLDER = "/dev/slipway/ui/";
    private static final String STYLESHEET = inTheProgram("slipway.css").orElseThrow();
    private static final List<String> FONTS = List.of("Inter", "Segoe UI", "SF Pro Text", "Ubuntu", "Noto Sans",
            "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC");

    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
    private final ChangeListener<ColorScheme> system = (_, _, _) -> decide();
    private final ReadOnlyBooleanWrapper whole = new ReadOnlyBooleanWrapper();
    private final Function<String, Optional<String>> sheets;
    private final Optional<String> first;
    private final String font;
    private Settings.Theme theme;
    private Optional<ColorScheme> desktop;

    /** Finds the system's fonts and loads the one of icons, which the first picture would wait for. Any thread. */
    public static boolean loadFonts() {
        return Glyphs.loadFont() && !Font.getFamilies().isEmpty() && Font.getDefault() != null;
    }

    /**
     * Themes for these settings. The installed program begins with the few rules that a window's frame needs, as reading
     * all of them would keep its first picture waiting; {@link #complete} brings the others.
     */
    public Themes(Settings settings) {
        this(settings, Themes::inTheProgram);
    }

    /**
     * Themes that begin with other first rules.
     *
     * @param sheets the address of a first sheet ({@code first.bss} for Slipway's own rules, {@code first-light.bss} and
     *               {@code first-dark.bss} for the themes'), as installer/common/BinaryStyles.java makes them; empty for
     *               all when there are none
     */
    public Themes(Settings settings, Function<String, Optional<String>> sheets) {
        this.sheets = sheets;
        first = sheets.apply("first.bss");
        whole.set(first.isEmpty());
        theme = settings.theme();
        desktop = desktop(settings);
        // Before the fonts, which are being looked for by another thread at a start.
        decide();
        var families = Font.getFamilies();
        font = FONTS.stream().filter(families::contains).findFirst().map(name -> "-fx-font-family: \"" + name + "\";")
                .orElse("");
        Platform.getPreferences().colorSchemeProperty().addListener(system);
    }

    /** Brings all rules into use. To be called before anything but the frame is made. */
    public void complete() {
        if (!whole.get()) {
            whole.set(true);
            decide();
        }
    }

    /** Whether the dark theme is on now. */
    public ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    /** Changes the theme everywhere, if these settings want another one. */
    public void follow(Settings settings) {
        theme = settings.theme();
        desktop = desktop(settings);
        decide();
    }

    /** What the desktop itself prefers, which counts before what JavaFX sees of it; empty when it says nothing. */
    private static Optional<ColorScheme> desktop(Settings settings) {
        return settings.desktop().map(wish -> wish == Settings.Theme.DARK ? ColorScheme.DARK : ColorScheme.LIGHT);
    }

    private void decide() {
        boolean wanted = dark(theme, desktop, Platform.getPreferences().getColorScheme());
        var sheet = whole.get() ? (wanted ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet()
                : sheets.apply(wanted ? "first-dark.bss" : "first-light.bss").orElseThrow();
        if (!sheet.equals(Application.getUserAgentStylesheet())) {
            Application.setUserAgentStylesheet(sheet);
        }
        dark.set(wanted);
    }

    /** Whether the dark theme is wanted. */
    static boolean dark(Settings.Theme theme, Optional<ColorScheme> desktop, ColorScheme platform) {
        return switch (theme) {
            case SYSTEM -> desktop.orElse(platform) == ColorScheme.DARK;
            case LIGHT -> false;
            case DARK -> true;
        };
    }

    /** Gives a scene the program's stylesheet, font and theme, and keeps it in step, also when its root changes. */
    public void dress(Scene scene) {
        if (!scene.getStylesheets().contains(STYLESHEET)) {
            scene.getStylesheets().add(whole.get() ? STYLESHEET : first.orElseThrow());
        }
        mark(scene.getRoot());
        scene.rootProperty().addListener((_, _, root) -> mark(root));
        // Weak, because windows come and go while the themes stay.
        var weak = new WeakReference<>(scene);
        dark.addListener((_, _, _) -> {
            if (weak.get() instanceof Scene shown) {
                mark(shown.getRoot());
            }
        });
        whole.addListener((_, _, _) -> {
            if (weak.get() instanceof Scene shown) {
                shown.getStylesheets().replaceAll(sheet -> first.filter(sheet::equals).isPresent() ? STYLESHEET : sheet);
            }
        });
    }

    private static Optional<String> inTheProgram(String name) {
        return Optional.ofNullable(Themes.class.getResource(FOLDER + name)).map(URL::toExternalForm);
    }

    private void mark(Parent root) {
        root.getStyleClass().removeAll("light", "dark");
        root.getStyleClass().add(dark.get() ? "dark" : "light");
        if (!font.isEmpty()) {
            root.setStyle(font);
        }
    }

    /** Whether a node is shown in the dark theme; for those that draw by themselves. */
    public static boolean isDark(Node node) {
        var scene = node.getScene();
        return scene != null && scene.getRoot() != null && scene.getRoot().getStyleClass().contains("dark");
    }
}
