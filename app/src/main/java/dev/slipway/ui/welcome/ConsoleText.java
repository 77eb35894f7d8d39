package dev.slipway.ui.welcome;

import java.util.regex.Pattern;

/** What commands say, as text to show: without colours, and a line that is written over shown as it is now. Pure. */
final class ConsoleText {
    private static final Pattern ESCAPES = Pattern.compile("\u001b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007]*\u0007?|.)");

    private ConsoleText() {
    }

    /** {@code shown} with {@code more} at its end, at most {@code most} characters of the end of it. */
    static String shown(String shown, String more, int most) {
        var text = new StringBuilder(shown);
        var plain = ESCAPES.matcher(more).replaceAll("").replace("\r\n", "\n");
        for (int at = 0; at < plain.length(); at++) {
            char c = plain.charAt(at);
            if (c == '\r') {
                text.setLength(text.lastIndexOf("\n") + 1);
            } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
                text.append(c);
            }
        }
        if (text.length() <= most) {
            return text.toString();
        }
        int from = text.indexOf("\n", text.length() - most);
        return text.substring(from < 0 ? text.length() - most : from + 1);
    }
}
