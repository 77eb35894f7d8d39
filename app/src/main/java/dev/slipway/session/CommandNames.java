package dev.slipway.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Short names of processes for people: {@code python train.py}, {@code Xorg}. Untrusted text, cut and cleaned. */
final class CommandNames {
    private static final int LONGEST_READ = 4096;
    private static final int LONGEST_NAME = 60;
    private static final Set<String> INTERPRETERS = Set.of("python", "java", "node", "ruby", "perl", "bash", "sh");

    private final Map<Long, String> cache = new ConcurrentHashMap<>();

    /** The name of a running process; empty when the system does not tell. */
    String of(long pid) {
        return cache.computeIfAbsent(pid, CommandNames::read);
    }

    /** Forgets all processes but these, whose numbers may soon name others. */
    void keep(Set<Long> pids) {
        cache.keySet().retainAll(pids);
    }

    private static String read(long pid) {
        try (var stream = Files.newInputStream(Path.of("/proc", Long.toString(pid), "cmdline"))) {
            return shorten(new String(stream.readNBytes(LONGEST_READ), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return ProcessHandle.of(pid).flatMap(process -> process.info().command()).map(CommandNames::shorten)
                    .orElse("");
        }
    }

    /** The program's name and, for an interpreter, what it interprets. */
    static String shorten(String commandLine) {
        var words = new ArrayList<String>();
        for (var word : commandLine.split("\0")) {
            if (!word.isBlank()) {
                words.add(word);
            }
        }
        if (words.isEmpty()) {
            return "";
        }
        var program = lastPart(words.getFirst());
        var stem = program.replaceFirst("[0-9.]*(?:\\.exe)?$", "").toLowerCase(Locale.ROOT);
        return clean(INTERPRETERS.contains(stem) ? (program + " " + script(words)).strip() : program);
    }

    private static String script(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals("-m") && i + 1 < words.size()) {
                return "-m " + words.get(i + 1);
            }
            if (word.equals("-c")) {
                return "-c";
            }
            if (!word.startsWith("-")) {
                return lastPart(word);
            }
        }
        return "";
    }

    private static String lastPart(String path) {
        var name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return name.isEmpty() ? path : name;
    }

    private static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints().filter(c -> c >= ' ' && c != 127 && Character.isDefined(c)
                && Character.getType(c) != Character.CONTROL && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.SURROGATE).limit(LONGEST_NAME).forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }
}
