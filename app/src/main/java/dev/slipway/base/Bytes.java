package dev.slipway.base;

import java.util.Locale;

/** Amounts of memory and disk in words, with binary units: 11.0 GiB. The same in both languages. */
public final class Bytes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Bytes() {
    }

    /** {@code bytes} with the largest unit that leaves a number of at least 1; one decimal from KiB on. */
    public static String inWords(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1023.95 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /** {@code bytes} in GiB with one decimal and no unit, for "17.3 of 24.0 GiB". */
    public static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / (double) (1L << 30));
    }

    /** A rate: 12.3 MiB/s. */
    public static String perSecond(double bytesPerSecond) {
        return inWords(Math.round(bytesPerSecond)) + "/s";
    }
}
