package dev.slipway.ui.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.feather.FeatherIkonHandler;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons of the Feather set, named by their Ikonli code: {@code fth-cpu}. */
public final class Glyphs {
    private Glyphs() {
    }

    /** Loads the font of {@link #plain} icons. Any thread. */
    static boolean loadFont() {
        return Feathers.FONT != null;
    }

    /**
     * Lets Ikonli look for its fonts, which the first {@link #of icon} would wait for: it asks every library of the
     * program for more. Any thread.
     */
    public static void prepare() {
        of("fth-cpu");
    }

    /**
     * An icon of the first picture, which waits for nothing but its font. Style class {@code glyph}; it has Text's
     * properties and not those of Ikonli.
     */
    public static Text plain(String code) {
        var icon = new Text(Character.toString(Feather.findByDescription(code).getCode()));
        icon.setFont(Feathers.FONT);
        icon.getStyleClass().add("glyph");
        icon.setAccessibleRole(AccessibleRole.NODE);
        return icon;
    }

    private static final class Feathers {
        private static final Font FONT = Font.loadFont(new FeatherIkonHandler().getFontResourceAsStream(), 16);
    }

    /** An icon beside words that say the same: screen readers pass over it. */
    public static FontIcon of(String code) {
        var icon = new FontIcon(code);
        icon.setAccessibleRole(AccessibleRole.NODE);
        return icon;
    }

    /** An icon that stands alone, with what it means in words. */
    public static FontIcon of(String code, String meaning) {
        var icon = new FontIcon(code);
        icon.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        icon.setAccessibleText(meaning);
        return icon;
    }
}
