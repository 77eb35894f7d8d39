package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

    @ParameterizedTest
    @CsvSource({"abc, 3", "镜像, 4", "GPU 内存, 8", "é, 1", "✓ runs, 6", "한글, 4", "ｱ, 1", "（）, 4", "'', 0"})
    void countsThePlacesOfATerminal(String text, int places) {
        assertEquals(places, Columns.width(text));
    }

    @Test
    void coloursAndCombiningMarksTakeNoPlace() {
        assertEquals(4, Columns.width("\u001b[32mruns\u001b[0m"));
        assertEquals(1, Columns.width("e\u0301"));
    }

    @Test
    void chineseCellsLineUpWithLatinOnes() {
        var bytes = new ByteArrayOutputStream();
        var console = new Console(InputStream.nullInputStream(),
                new PrintStream(bytes, true, StandardCharsets.UTF_8), System.err, false, false, false);
        var table = new Columns(List.of("名称", "大小", "镜像"), Set.of(1));
        table.add("thesis", "3.5 GiB", "a/b");
        table.add("论文", "12 B", "c\nd");
        table.print(console);
        assertEquals(List.of("名称       大小  镜像", "thesis  3.5 GiB  a/b", "论文       12 B  c d"),
                bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @ParameterizedTest
    @CsvSource({"'\u001b]0;title\u0007', '\ufffd]0;title\ufffd'", "'a\u202eb', 'a\ufffdb'",
        "'\u001b[2Jx', '\ufffd[2Jx'"})
    void foreignTextCannotSteerTheTerminal(String text, String shown) {
        assertEquals(shown, Console.safe(text));
    }
}
