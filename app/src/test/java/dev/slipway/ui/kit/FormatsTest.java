package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Reading;
import dev.slipway.base.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    private final Formats english = new Formats(Texts.load(Locale.ENGLISH));
    private final Formats chinese = new Formats(Texts.load(Locale.SIMPLIFIED_CHINESE));

    @ParameterizedTest
    @CsvSource({"-5,0 s,0 秒", "59,59 s,59 秒", "60,1 min,1 分钟", "3599,59 min,59 分钟", "3600,1 h,1 小时",
        "8040,2 h 14 min,2 小时 14 分钟", "90000,1 d 1 h,1 天 1 小时"})
    void saysHowLong(long seconds, String inEnglish, String inChinese) {
        assertEquals(inEnglish, english.duration(Duration.ofSeconds(seconds)));
        assertEquals(inChinese, chinese.duration(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"10,just now", "300,5 min ago", "3700,an hour ago", "7300,2 hours ago", "90000,yesterday",
        "260000,3 days ago"})
    void saysHowLongAgo(long seconds, String words) {
        var now = Instant.parse("2026-11-21T12:00:00Z");
        assertEquals(words, english.ago(now.minusSeconds(seconds), now));
    }

    @Test
    void aMissingValueIsADashAndNeverZero() {
        assertEquals("—", Formats.percent(Reading.<Integer>unknown()));
        assertEquals("—", Formats.watts(Reading.unknown(), Reading.of(450.0)));
        assertEquals("312 W", Formats.watts(Reading.of(312.4), Reading.unknown()));
        assertEquals("312 / 450 W", Formats.watts(Reading.of(312.4), Reading.of(450.0)));
        assertEquals("11.0 GiB", Formats.gib(11L << 30));
    }
}
