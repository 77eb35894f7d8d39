package dev.slipway.ui.terminal;

import com.techsenger.jeditermfx.core.Color;
import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.emulator.ColorPalette;
import com.techsenger.jeditermfx.ui.TerminalActionPresentation;
import com.techsenger.jeditermfx.ui.settings.DefaultSettingsProvider;
import dev.slipway.base.Texts;
import java.util.List;
import javafx.scene.text.Font;

/** The terminal's look: dark in both themes, as in the dock around it; menus in the user's language. */
final class TerminalColours extends DefaultSettingsProvider {
    private static final double FONT_SIZE = 13;
    private static final List<String> FONTS = List.of("JetBrains Mono", "Cascadia Mono", "SF Mono", "Menlo", "Consolas",
            "DejaVu Sans Mono", "Noto Sans Mono", "Ubuntu Mono", "Liberation Mono");
    private static final int[] SIXTEEN = {
        0x484f58, 0xff7b72, 0x3fb950, 0xd29922, 0x58a6ff, 0xbc8cff, 0x39c5cf, 0xb1bac4,
        0x6e7681, 0xffa198, 0x56d364, 0xe3b341, 0x79c0ff, 0xd2a8ff, 0x56d4dd, 0xf0f6fc};
    private static final TerminalColor TEXT = colour(0xe6edf3);
    private static final TerminalColor BACKGROUND = colour(0x0d1117);

    /** How text without any code looks. The widget asks for it by a method that is deprecated there. */
    static final TextStyle PLAIN = new TextStyle(TEXT, BACKGROUND);

    private final Texts texts;
    private final String font = FONTS.stream().filter(Font.getFamilies()::contains).findFirst().orElse("monospace");
    private final ColorPalette palette = new ColorPalette() {
        @Override
        protected Color getForegroundByColorIndex(int index) {
            return new Color(SIXTEEN[index]);
        }

        @Override
        protected Color getBackgroundByColorIndex(int index) {
            return new Color(SIXTEEN[index]);
        }
    };

    TerminalColours(Texts texts) {
        this.texts = texts;
    }

    private static TerminalColor colour(int rgb) {
        return TerminalColor.fromColor(new Color(rgb));
    }

    @Override
    public ColorPalette getTerminalColorPalette() {
        return palette;
    }

    @Override
    public TerminalColor getDefaultForeground() {
        return TEXT;
    }

    @Override
    public TerminalColor getDefaultBackground() {
        return BACKGROUND;
    }

    @Override
    public TextStyle getSelectionColor() {
        return new TextStyle(TEXT, colour(0x264f78));
    }

    @Override
    public boolean useInverseSelectionColor() {
        return false;
    }

    @Override
    public Font getTerminalFont() {
        return Font.font(font, FONT_SIZE);
    }

    @Override
    public float getTerminalFontSize() {
        return (float) FONT_SIZE;
    }

    @Override
    public boolean audibleBell() {
        return false;
    }

    @Override
    public TerminalActionPresentation getCopyActionPresentation() {
        return named("copy", super.getCopyActionPresentation());
    }

    @Override
    public TerminalActionPresentation getPasteActionPresentation() {
        return named("paste", super.getPasteActionPresentation());
    }

    @Override
    public TerminalActionPresentation getFindActionPresentation() {
        return named("find", super.getFindActionPresentation());
    }

    @Override
    public TerminalActionPresentation getSelectAllActionPresentation() {
        return named("select-all", super.getSelectAllActionPresentation());
    }

    @Override
    public TerminalActionPresentation getClearBufferActionPresentation() {
        return named("clear", super.getClearBufferActionPresentation());
    }

    @Override
    public TerminalActionPresentation getOpenUrlActionPresentation() {
        return named("open-url", super.getOpenUrlActionPresentation());
    }

    private TerminalActionPresentation named(String name, TerminalActionPresentation usual) {
        return new TerminalActionPresentation(texts.of("terminal.menu." + name), usual.getKeyCombinations());
    }
}
