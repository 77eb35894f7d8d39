package dev.slipway.ui.monitor;

import java.time.Duration;

/** How far back the graphs look. */
enum Range {
    MINUTE("monitor.range.minute", Duration.ofMinutes(1)), QUARTER("monitor.range.quarter", Duration.ofMinutes(15)),
    HOUR("monitor.range.hour", Duration.ofHours(1)), DAY("monitor.range.day", Duration.ofHours(24));

    private final String textKey;
    private final Duration span;

    Range(String textKey, Duration span) {
        this.textKey = textKey;
        this.span = span;
    }

    /** Its name in words. */
    String textKey() {
        return textKey;
    }

    /** Its length. */
    Duration span() {
        return span;
    }
}
