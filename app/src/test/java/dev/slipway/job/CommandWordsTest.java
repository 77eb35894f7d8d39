package dev.slipway.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.FailureException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "python train.py|python;train.py",
        "  a   b  |a;b",
        "a 'b c' d|a;b c;d",
        "a \"b 'c' d\"|a;b 'c' d",
        "a\\ b c|a b;c",
        "--x='1 2'|--x=1 2",
        "\"say \\\"hi\\\" \\n\"|say \"hi\" \\n",
        "'it'\\''s'|it's",
        "a ''|a;",
    })
    void splitsAsAShellDoes(String line, String words) throws Exception {
        assertEquals(List.of(words.split(";", -1)), CommandWords.split(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a \\", "\"\\\""})
    void saysThatALineIsNotComplete(String line) {
        assertThrows(FailureException.class, () -> CommandWords.split(line));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "python train.py --lr=1e-3|false", "a > b|true", "cd x && y|true", "echo $HOME|true", "echo '$HOME > x'|false",
        "sh -c 'a; b'|false", "echo \\$x|false", "*.py|true",
    })
    void seesWhatOnlyAShellWouldActUpon(String line, boolean wants) {
        assertEquals(wants, CommandWords.wantsShell(line));
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings().excludeChars('\0').ofMaxLength(12).list().ofMaxSize(8);
    }

    @Property(tries = 500)
    void takesApartWhatItPutTogether(@ForAll("words") List<String> words) throws Exception {
        assertEquals(words, CommandWords.split(CommandWords.join(words)));
    }

    @Property(tries = 500)
    void neverFailsInAnUnknownWay(@ForAll String line) {
        try {
            CommandWords.split(line);
        } catch (FailureException e) {
            assertEquals("bad-input", e.failure().name());
        }
        CommandWords.wantsShell(line);
    }
}
