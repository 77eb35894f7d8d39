package dev.slipway.ui.kit;

import dev.slipway.base.Bytes;
import dev.slipway.base.Reading;
import dev.slipway.base.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Numbers with units, durations and moments in words of one language. Immutable; any thread. */
public final class Formats {
    /** What stands for a value that is not there. */
    public static final String NONE = "—";

    private final Texts texts;

    /** Formats in the language of {@code texts}. */
    public Formats(Texts texts) {
        this.texts = texts;
    }

    /** "11.0 GiB", always in GiB so that columns line up. */
    public static String gib(long bytes) {
        return Bytes.gib(bytes) + " GiB";
    }

    /** "11.0 GiB" or a dash. */
    public static String gib(Reading<Long> bytes) {
        return bytes.map(Formats::gib).orElse(NONE);
    }

    /** "78 %" or a dash; without decimals. */
    public static String percent(Reading<? extends Number> value) {
        return value.asOptional().map(number -> Math.round(number.doubleValue()) + " %").orElse(NONE);
    }

    /** "66 °C" or a dash. */
    public static String celsius(Reading<Integer> value) {
        return value.map(number -> number + " °C").orElse(NONE);
    }

    /** "312 W" or a dash. */
    public static String watts(Reading<Double> value) {
        return value.map(number -> Math.round(number) + " W").orElse(NONE);
    }

    /** "312 / 450 W", "312 W" where the limit is not known, or a dash. */
    public static String watts(Reading<Double> value, Reading<Double> limit) {
        return value.asOptional()
                .map(drawn -> limit.asOptional()
                        .map(most -> Math.round(drawn) + " / " + Math.round(most) + " W")
                        .orElse(Math.round(drawn) + " W"))
                .orElse(NONE);
    }

    /** One decimal in every language: "0.4 %". */
    public static String onePercent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }

    /** "8 s", "38 min", "2 h 14 min", "3 d 4 h". */
    public String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return texts.of("app.duration.seconds", seconds);
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return texts.of("app.duration.minutes", minutes);
        }
        long hours = minutes / 60;
        if (hours < 24) {
            return minutes % 60 == 0 ? texts.of("app.duration.hours", hours)
                    : texts.of("app.duration.hours-minutes", hours, minutes % 60);
        }
        return texts.of("app.duration.days-hours", hours / 24, hours % 24);
    }

    /** "just now", "5 min ago", "yesterday", "3 days ago". */
    public String ago(Instant moment, Instant now) {
        var since = Duration.between(moment, now);
        if (since.toSeconds() < 60) {
            return texts.of("app.ago.now");
        }
        if (since.toHours() < 1) {
            return texts.of("app.ago.minutes", since.toMinutes());
        }
        if (since.toHours() < 24) {
            return texts.count("app.ago.hours", since.toHours());
        }
        return since.toDays() < 2 ? texts.of("app.ago.yesterday") : texts.of("app.ago.days", since.toDays());
    }
}
