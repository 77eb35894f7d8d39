package dev.slipway.ui.kit;

import javafx.scene.AccessibleRole;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons of the Feather set, named by their Ikonli code: {@code fth-cpu}. */
public final class Glyphs {
    private Glyphs() {
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
