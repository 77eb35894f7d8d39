package dev.slipway.job;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of jobs: {@code 20261121-043108-k7q2}, in the order in which they were asked for. */
final class JobId {
    private static final Pattern FORM = Pattern.compile("\\d{8}-\\d{6}-[0-9a-z]{4}");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Without letters and digits that look alike. */
    private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
    private static final int RANDOM_LETTERS = 4;

    private JobId() {
    }

    static String make(Instant now, SecureRandom random) {
        var id = new StringBuilder(MOMENT.format(now)).append('-');
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    static boolean valid(String text) {
        return FORM.matcher(text).matches();
    }
}
