package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A table of text whose columns line up on a terminal, where a Chinese character is two places wide. */
final class Columns {
    private static final String GAP = "  ";

    private final List<String> header;
    private final Set<Integer> right;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param right the columns whose cells stand to the right, as numbers do
     */
    Columns(List<String> header, Set<Integer> right) {
        this.header = List.copyOf(header);
        this.right = Set.copyOf(right);
    }

    /** Adds a row; line breaks inside a cell become spaces. */
    void add(String... cells) {
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(Console.safe(cell).replaceAll("[\\n\\t]", " "));
        }
        rows.add(row);
    }

    /** Prints header and rows. */
    void print(Console console) {
        var all = new ArrayList<List<String>>();
        if (!header.isEmpty()) {
            all.add(header.stream().map(console::strong).toList());
        }
        all.addAll(rows);
        int columns = all.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[columns];
        for (var row : all) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        all.forEach(row -> console.line(line(row, widths)));
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            var padding = " ".repeat(widths[i] - width(row.get(i)));
            line.append(i == 0 ? "" : GAP).append(right.contains(i) ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    /** How many places a text takes on a terminal, colours not counted. */
    static int width(String text) {
        int width = 0;
        boolean colour = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            if (colour || c == 0x1b) {
                colour = c != 'm';
            } else {
                width += places(c);
            }
        }
        return width;
    }

    private static int places(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> wide(c) ? 2 : 1;
        };
    }

    /** The ranges that Unicode's East Asian Width (UAX 11) calls wide or full-width. */
    private static boolean wide(int c) {
        return c >= 0x1100 && (c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf && c != 0x303f || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff || c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6 || c >= 0x1f300 && c <= 0x1f64f || c >= 0x1f900 && c <= 0x1f9ff
                || c >= 0x20000 && c <= 0x3fffd);
    }
}
