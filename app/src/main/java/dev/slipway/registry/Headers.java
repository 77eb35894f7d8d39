package dev.slipway.registry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Headers of strangers, read without trust. */
final class Headers {
    private static final int LONGEST = 8192;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern LINK = Pattern.compile("<([^<>]{1,4096})>([^<]*)");
    private static final Pattern NEXT = Pattern.compile(";\\s*rel\\s*=\\s*\"?next\"?\\s*(?:[;,]|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private Headers() {
    }

    /** The target of the link with rel="next" (RFC 8288); never throws. */
    static Optional<String> next(List<String> links) {
        for (var header : links) {
            if (header.length() > LONGEST) {
                continue;
            }
            var link = LINK.matcher(header);
            while (link.find()) {
                if (NEXT.matcher(link.group(2).stripTrailing()).find()) {
                    return Optional.of(link.group(1));
                }
            }
        }
        return Optional.empty();
    }

    /** How long "Retry-After" asks to wait: seconds or a date; from 1 second to 1 day. Never throws. */
    static Optional<Duration> retryAfter(String value, Instant now) {
        var text = value.strip();
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            return Optional.of(bounded(Duration.between(now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())));
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1)
                : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
