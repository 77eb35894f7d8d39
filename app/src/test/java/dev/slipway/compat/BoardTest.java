package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Texts;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.JetsonTags;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.machine.Machine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jetson boards against every row of the catalogue. */
class BoardTest {
    private static final BundledCatalog CATALOG = BundledCatalog.load();
    private static final Judge JUDGE = new Judge(CATALOG);
    private static final List<Texts> LANGUAGES = List.of(Texts.load(Locale.ENGLISH),
            Texts.load(Locale.SIMPLIFIED_CHINESE));

    private static Machine board(String chip, String l4t, String driver, String gpu) {
        return gpu == null ? Machines.jetson(chip, l4t, null)
                : Machines.jetson(chip, l4t, driver, Machines.gpu(0, gpu, null));
    }

    @ParameterizedTest
    @CsvSource({"tegra210,32.7.6,,", "tegra194,35.4.1,,", "tegra234,35.4.1,,", "tegra234,36.3.0,540.3.0,Orin (nvgpu)",
        "tegra234,36.4.3,540.4.0,Orin (nvgpu)", "tegra234,39.2.0,595.45.04,Orin (nvgpu)",
        "tegra234,,540.4.0,Orin (nvgpu)", "tegra264,38.2.2,580.00,NVIDIA Thor",
        "tegra999,40.1.0,700.00,Something new", "tegra234,,,"})
    void everyRowGetsWordsAndASuggestionThatRuns(String chip, String l4t, String driver, String gpu) {
        var machine = board(chip, l4t, driver, gpu);
        for (var row : CATALOG.entries()) {
            var verdict = JUDGE.judge(machine, row);
            for (var language : LANGUAGES) {
                assertFalse(language.of(verdict.summary()).contains("{"), row.reference());
                verdict.points().forEach(point -> assertFalse((language.of(point.label())
                        + language.of(point.value())).contains("?"), row.reference() + " " + point));
            }
            verdict.suggestion().ifPresent(better -> {
                var level = JUDGE.judge(machine, better, Optional.empty()).level();
                assertTrue(level == Level.RUNS || level == Level.CAVEAT, row.reference() + " -> " + better);
            });
            if (row.family().startsWith("l4t-") && l4t == null) {
                assertEquals(Level.UNKNOWN, verdict.level(), row.reference());
            }
        }
    }

    /** Boards run one another's images or do not: it is the same in both directions. */
    @Property(tries = 300)
    void releasesBelongTogetherBothWays(@ForAll("releases") String one, @ForAll("releases") String other) {
        assertEquals(level(one, other), level(other, one), one + " and " + other);
        assertEquals(Level.RUNS, level(one, one), one);
    }

    private static Level level(String has, String wants) {
        // A chip of which nothing is known: its GPU decides nothing then.
        return JUDGE.judge(Machines.jetson("tegra000", has, null), "dustynv/some:r" + wants, Optional.empty()).level();
    }

    @Provide
    Arbitrary<String> releases() {
        return Arbitraries.of("32.6.1", "32.7.1", "32.7.6", "34.1.1", "35.1.0", "35.6.4", "36.2.0", "36.3.0", "36.4.0",
                "36.4.4", "36.5.0", "38.2.1", "38.4.0", "39.1.0", "39.2.0", "40.0.0", "52.1");
    }

    @ParameterizedTest
    @CsvSource({"2.7-r36.4.0-cu128-24.04,36.4.0", "r35.2.1-pth2.0-py3,35.2.1", "galactic-ros-base-l4t-r32.5.0,32.5.0",
        "2.8-r36.4-cu128-24.04,36.4", "r36.3.0,36.3.0", "main-r36.4.0,36.4.0", "latest,", "2.6-amd64-cu128-24.04,",
        "r8.0-something,", "server36.4.0,", "r36,", "r36.4.0.1,"})
    void tagsTellTheirRelease(String tag, String release) {
        assertEquals(Optional.ofNullable(release), JetsonTags.release(tag).map(Object::toString));
    }
}
