package dev.slipway.environment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts of memory as people write them in files and forms: {@code 8 GiB}, {@code 512 MiB}, {@code 8g}. */
public final class MemorySize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([A-Za-z]{0,3})");
    /** Single letters are binary, as they are for Docker; GB is left out, since half the world reads it as 10^9. */
    private static final Map<String, Integer> SHIFTS = Map.of("b", 0, "kib", 10, "mib", 20, "gib", 30, "tib", 40,
            "k", 10, "m", 20, "g", 30, "t", 40);
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private MemorySize() {
    }

    /** Bytes (at least 1); empty for anything that is not a size with a unit. */
    public static Optional<Long> parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var shift = SHIFTS.get(match.group(2).toLowerCase(Locale.ROOT));
        if (shift == null) {
            return Optional.empty();
        }
        var bytes = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(1L << shift))
                .setScale(0, RoundingMode.HALF_UP);
        boolean fits = bytes.signum() > 0 && bytes.toBigInteger().bitLength() <= 62;
        return fits ? Optional.of(bytes.longValue()) : Optional.empty();
    }

    /** The exact amount with the largest unit that leaves a whole number: {@code 8 GiB}, {@code 1536 MiB}. */
    public static String write(long bytes) {
        int unit = 0;
        long amount = bytes;
        while (unit < UNITS.length - 1 && amount != 0 && amount % 1024 == 0) {
            amount /= 1024;
            unit++;
        }
        return amount + " " + UNITS[unit];
    }
}
