package dev.slipway.job;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The small files of one job, as they were read. Anything in the session can have written them: what is not as it
 * should be is passed over. Pure.
 *
 * @param id the job
 * @param files by name: asked, started, stop, ended, command
 */
record JobFiles(String id, Map<String, byte[]> files) {
    /** The names of the files. */
    static final List<String> NAMES = List.of("asked", "started", "stop", "ended", "command");
    /** How much of a file is read; a command cannot be longer. */
    static final int LONGEST = 16 * 1024;

    private static final int MOST_LINES = 32;
    private static final int LONGEST_VALUE = 256;
    private static final int MOST_WORDS = 1000;
    private static final int MOST_CODE = 255;
    /** The year 2100. */
    private static final long LAST_SECOND = 4_102_444_800L;

    JobFiles {
        files = Map.copyOf(files);
    }

    private Map<String, String> values(String file) {
        var values = new HashMap<String, String>();
        new String(files.getOrDefault(file, new byte[0]), StandardCharsets.UTF_8).lines().limit(MOST_LINES)
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    if (equals > 0 && line.length() - equals <= LONGEST_VALUE) {
                        values.put(line.substring(0, equals), line.substring(equals + 1));
                    }
                });
        return values;
    }

    boolean has(String file) {
        return files.containsKey(file);
    }

    /** The session that asked for it; empty when it does not say. */
    String session() {
        return values("asked").getOrDefault("session", "");
    }

    /** The program and its arguments; empty where the file is missing. A long command is cut. */
    List<String> command() {
        var words = new ArrayList<String>();
        var bytes = files.getOrDefault("command", new byte[0]);
        int begin = 0;
        for (int at = 0; at < bytes.length && words.size() < MOST_WORDS; at++) {
            if (bytes[at] == 0) {
                words.add(new String(bytes, begin, at - begin, StandardCharsets.UTF_8));
                begin = at + 1;
            }
        }
        if (begin < bytes.length && words.size() < MOST_WORDS) {
            words.add(new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8) + "…");
        }
        return List.copyOf(words);
    }

    private Optional<Instant> moment(String file) {
        return number(values(file).get("at"), LAST_SECOND).map(Instant::ofEpochSecond);
    }

    /** When it was asked for; by its name where its file does not tell. */
    Instant askedAt() {
        return moment("asked").orElseGet(() -> {
            try {
                return LocalDateTime.parse(id.substring(0, 15),
                        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT))
                        .toInstant(ZoneOffset.UTC);
            } catch (DateTimeException | StringIndexOutOfBoundsException _) {
                return Instant.EPOCH;
            }
        });
    }

    /** When its first process began. */
    Optional<Instant> startedAt() {
        return moment("started");
    }

    /** How it ended, if an end was recorded. */
    Optional<JobState.Ended> end() {
        var code = number(values("ended").get("code"), MOST_CODE);
        return code.map(it -> new JobState.Ended(it.intValue(), moment("ended").orElseGet(this::askedAt), took()));
    }

    /** By the time since boot where both ends have it, since a clock may be set in between. */
    private Optional<Duration> took() {
        var from = seconds(values("started").get("up"));
        var to = seconds(values("ended").get("up"));
        if (from.isPresent() && to.isPresent() && to.get() >= from.get()) {
            return Optional.of(Duration.ofMillis(Math.round((to.get() - from.get()) * 1000)));
        }
        return startedAt().flatMap(begin -> moment("ended").map(end -> Duration.between(begin, end)))
                .filter(time -> !time.isNegative());
    }

    private static Optional<Double> seconds(String text) {
        return text != null && text.matches("\\d{1,10}\\.\\d{1,9}") ? Optional.of(Double.valueOf(text))
                : Optional.empty();
    }

    private static Optional<Long> number(String text, long most) {
        return text != null && text.matches("\\d{1,12}") && Long.parseLong(text) <= most
                ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** The answer of {@link JobScripts#LOOK} about each job it knows. */
    enum Found {
        ALIVE, WAITING, LOST, OTHER
    }

    /** Reads lines of a job and a word. */
    static Map<String, Found> found(String output) {
        var found = new HashMap<String, Found>();
        output.lines().limit(MOST_WORDS).forEach(line -> {
            var words = line.strip().split(" ");
            if (words.length == 2 && JobId.valid(words[0])) {
                switch (words[1]) {
                    case "alive" -> found.put(words[0], Found.ALIVE);
                    case "waiting" -> found.put(words[0], Found.WAITING);
                    case "lost" -> found.put(words[0], Found.LOST);
                    case "other" -> found.put(words[0], Found.OTHER);
                    default -> {
                    }
                }
            }
        });
        return found;
    }

    /** Takes the output of {@link JobScripts#RECORDS} apart; what is cut or strange at its end is left out. */
    static List<JobFiles> parse(byte[] output) {
        var jobs = new LinkedHashMap<String, Map<String, byte[]>>();
        int at = 0;
        while (at < output.length) {
            int end = at;
            while (end < output.length && output[end] != '\n') {
                end++;
            }
            var words = new String(output, at, end - at, StandardCharsets.UTF_8).split(" ");
            var size = words.length == 3 ? number(words[2], LONGEST) : Optional.<Long>empty();
            if (size.isEmpty() || !JobId.valid(words[0]) || !NAMES.contains(words[1])
                    || end + 1 + size.get() > output.length) {
                break;
            }
            int begin = end + 1;
            at = begin + size.get().intValue();
            jobs.computeIfAbsent(words[0], _ -> new HashMap<>())
                    .put(words[1], Arrays.copyOfRange(output, begin, at));
        }
        return jobs.entrySet().stream().map(entry -> new JobFiles(entry.getKey(), entry.getValue())).toList();
    }

    /** The job these files tell of. */
    Job job(JobState state) {
        return new Job(id, session(), command(), askedAt(), state, has("stop"), Optional.empty());
    }
}
