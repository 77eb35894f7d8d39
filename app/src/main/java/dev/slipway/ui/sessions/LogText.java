package dev.slipway.ui.sessions;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes lines of a stream of bytes: UTF-8 that may be cut anywhere, terminal codes taken out, a bare carriage return
 * beginning the line anew as progress bars mean it. One stream, one thread at a time.
 */
final class LogText {
    /** A longer line is broken, so that a stream without line ends stays bounded. */
    static final int LONGEST = 4_000;

    private static final char ESCAPE = 0x1b;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder line = new StringBuilder();
    private final List<String> complete = new ArrayList<>();
    private byte[] rest = new byte[0];
    private Code code = Code.NONE;
    private boolean returned;

    /** Where in a terminal code the stream is. */
    private enum Code {
        NONE, BEGUN, PARAMETERS, STRING, STRING_END
    }

    /** Takes bytes and gives the lines they complete. */
    List<String> take(byte[] bytes) {
        var all = ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes).flip();
        var characters = CharBuffer.allocate(all.remaining() + 1);
        decoder.decode(all, characters, false);
        rest = new byte[all.remaining()];
        all.get(rest);
        characters.flip();
        complete.clear();
        while (characters.hasRemaining()) {
            take(characters.get());
        }
        return List.copyOf(complete);
    }

    /** The line that is not complete yet. */
    String open() {
        return line.toString();
    }

    private void take(char c) {
        switch (code) {
            case NONE -> plain(c);
            case BEGUN -> code = switch (c) {
                case '[' -> Code.PARAMETERS;
                case ']', 'P', '_', '^', 'X' -> Code.STRING;
                case '(', ')', '*', '+', '#', '%' -> Code.STRING_END;
                default -> Code.NONE;
            };
            case PARAMETERS -> code = c >= 0x40 && c <= 0x7e || c == '\n' ? Code.NONE : Code.PARAMETERS;
            case STRING -> code = c == 0x07 || c == '\n' ? Code.NONE : c == ESCAPE ? Code.STRING_END : Code.STRING;
            case STRING_END -> code = Code.NONE;
        }
    }

    private void plain(char c) {
        if (c == '\n') {
            end();
            return;
        }
        if (returned) {
            line.setLength(0);
            returned = false;
        }
        switch (c) {
            case ESCAPE -> code = Code.BEGUN;
            case '\r' -> returned = true;
            case '\b' -> line.setLength(Math.max(0, line.length() - 1));
            case '\t' -> line.append("    ");
            default -> {
                if (!Character.isISOControl(c)) {
                    line.append(c);
                }
            }
        }
        if (line.length() >= LONGEST) {
            end();
        }
    }

    private void end() {
        complete.add(line.toString());
        line.setLength(0);
        returned = false;
    }
}
