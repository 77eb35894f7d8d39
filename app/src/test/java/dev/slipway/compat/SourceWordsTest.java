package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SourceWordsTest {
    /** What is not a page's or a file's own title. */
    private static final Pattern OURS = Pattern.compile(
            "(Inferred|Background|[Pp]ublic|Captured|Exact|Tag|two|several)\\b.*");
    private static final Pattern CHINESE = Pattern.compile(".*\\p{IsHan}.*");

    @Test
    void everySourceInOurOwnWordsIsToldInChinese() {
        var chinese = Texts.load(Locale.SIMPLIFIED_CHINESE);
        for (var source : SourceWords.all()) {
            var told = chinese.of(SourceWords.of(source).orElseThrow());
            assertTrue(CHINESE.matcher(told).matches(), told);
        }
    }

    @Test
    void theBundledFactsHaveNoOtherWordsOfOurOwn() throws IOException {
        var unknown = new HashSet<String>();
        for (var source : bundled()) {
            if (OURS.matcher(source).matches() && SourceWords.of(source).isEmpty()) {
                unknown.add(source);
            }
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void noWordsAreKeptThatNobodySays() throws IOException {
        var unsaid = new HashSet<>(SourceWords.all());
        unsaid.removeAll(bundled());
        assertEquals(Set.of("What the image says of itself", "Inferred from the form of the tag",
                "The image's own PyTorch"), unsaid);
    }

    @Test
    void aVerdictNamesItsSourcesInTheUsersLanguage() {
        var verdict = new Verdict(Verdict.Level.RUNS, List.of(), Text.of("app.verdict.runs"), List.of(),
                Optional.empty(), List.of(), List.of("public uses", "https://docs.nvidia.com/cuda/"), "high");
        assertEquals("依据：公开的使用实例、docs.nvidia.com；可信度：高",
                Texts.load(Locale.SIMPLIFIED_CHINESE).of(verdict.origin()));
    }

    private static List<String> bundled() throws IOException {
        try (var facts = SourceWords.class.getResourceAsStream("/dev/slipway/catalog/catalog.json")) {
            return new ObjectMapper().readTree(facts).get("sources").valueStream().map(JsonNode::asText).toList();
        }
    }
}
