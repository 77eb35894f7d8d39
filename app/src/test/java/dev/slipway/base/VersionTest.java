package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {

    @ParameterizedTest
    @CsvSource({
        "535.183.01, 535.288, -1",
        "12.10, 12.9, 1",
        "12.6, 12.6.0, 0",
        "2.8.0a0+git, 2.8.0, 0",
        "450.80.02, 450.80.2, 0",
        "9, 10.0, -1",
    })
    void comparesNumberByNumber(String left, String right, int order) {
        assertEquals(order, Integer.signum(Version.of(left).compareTo(Version.of(right))));
    }

    @Property
    void readingNeverThrows(@ForAll String anything) {
        Version.parse(anything);
    }

    @Property
    void aLargerComponentIsNewer(@ForAll @IntRange(max = 9999) int major, @ForAll @IntRange(max = 9999) int minor) {
        assertTrue(Version.of(major + "." + (minor + 1)).compareTo(Version.of(major + "." + minor)) > 0);
        assertTrue(Version.of((major + 1) + ".0").compareTo(Version.of(major + "." + minor)) > 0);
    }
}
