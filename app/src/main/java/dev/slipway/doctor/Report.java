package dev.slipway.doctor;

import dev.slipway.base.Bytes;
import dev.slipway.base.Reading;
import dev.slipway.base.Texts;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.Engines;
import dev.slipway.gpu.Driver;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The machine report that a user copies into a question or a bug report: plain text in English, so that whoever helps
 * can read it. It holds no secrets: no tokens, no user name, no host name; the home folder is written ~.
 */
public final class Report {
    private static final Pattern TOKEN = Pattern.compile(
            "(?i)((?:token|password|passwd|secret|api[_-]?key|authorization)"
            + "\\s*[=:]\\s*(?:bearer\\s+|basic\\s+)?)[^\\s&\"']+");
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/\\s@]+@");
    private static final Pattern LONG_HEX = Pattern.compile("\\b[0-9a-fA-F]{40,}\\b");

    private final String version;
    private final String home;
    private final String user;
    private final String hostName;

    /**
     * A report writer.
     *
     * @param version Slipway's own version
     * @param home the home folder, shortened to ~
     * @param user the login name, left out
     * @param hostName the computer's name, left out
     */
    public Report(String version, String home, String user, String hostName) {
        this.version = version;
        this.home = home;
        this.user = user;
        this.hostName = hostName;
    }

    /** The report of one examination. */
    public String text(Doctor.Examination examination) {
        var english = Texts.load(Locale.ENGLISH);
        var state = examination.state();
        var out = new StringBuilder("Slipway " + version + (state.simulated() ? " (simulated machine)" : "") + "\n");
        state.host().ifPresent(host -> out.append("System: ").append(host.osName()).append(", ").append(host.os())
                .append('/').append(host.arch()).append(host.wsl() ? ", WSL2" : "")
                .append(host.jetson().map(board -> ", " + board.words()).orElse("")).append('\n')
                .append("CPU: ").append(host.cpu().orElse("?")).append(", ")
                .append(host.cores().asOptional().map(String::valueOf).orElse("?")).append(" cores, RAM ")
                .append(host.memoryBytes().asOptional().map(Bytes::inWords).orElse("?")).append('\n'));
        if (!examination.surroundings().kernel().isBlank()) {
            out.append("Kernel: ").append(examination.surroundings().kernel()).append('\n');
        }
        state.inventory().ifPresent(inventory -> {
            out.append("Driver: ").append(switch (inventory.driver()) {
                case Reading.Value<Driver>(var driver) -> driver.version() + ", CUDA "
                        + driver.cuda().asOptional().map(Object::toString).orElse("?");
                case Reading.Missing<Driver>(var reason, var detail) -> "none (" + reason
                        + (detail.isBlank() ? "" : ": " + detail) + ")";
            }).append(" [").append(inventory.origin()).append("]\n");
            inventory.gpus().forEach(gpu -> out.append("GPU ").append(gpu.index()).append(": ").append(gpu.name())
                    .append(", compute capability ")
                    .append(gpu.computeCapability().asOptional().map(Object::toString).orElse("?")).append(", ")
                    .append(gpu.memoryBytes().asOptional().map(Bytes::inWords).orElse("?")).append('\n'));
        });
        state.engines().ifPresent(found -> found.forEach(engine -> out.append(line(engine, state.engine()
                .filter(used -> used.endpoint().uri().equals(engine.endpoint().uri())).isPresent()))));
        for (var finding : examination.findings()) {
            out.append('\n').append(finding.severity()).append(' ').append(finding.id()).append(": ")
                    .append(english.of(finding.title())).append('\n');
            finding.evidence().forEach(evidence -> out.append("  ").append(evidence).append('\n'));
        }
        return clean(out.toString());
    }

    private static String line(Engines.Found found, boolean used) {
        return "Engine " + found.endpoint().uri() + (used ? " (in use): " : ": ")
                + found.info().map(Report::words).orElseGet(() -> found.failure()
                        .map(failure -> failure.name() + " " + failure.detail()).orElse("?")) + "\n";
    }

    private static String words(EngineInfo info) {
        return info.kind().label() + " " + info.version() + ", API " + info.apiVersion()
                + (info.rootless() ? ", rootless" : "") + (info.snap() ? ", snap" : "")
                + (info.desktopVm() ? ", Desktop VM" : "") + ", GPU access "
                + info.gpuAccess().stream().map(access -> access.id()).sorted().toList() + ", " + info.dataRoot()
                + " with " + info.freeDiskBytes().asOptional().map(Bytes::inWords).orElse("?") + " free";
    }

    /** The same text without anything that is nobody else's business. */
    String clean(String text) {
        var cleaned = home.length() > 1 ? text.replace(home, "~") : text;
        cleaned = CREDENTIALS.matcher(cleaned).replaceAll("…@");
        cleaned = TOKEN.matcher(cleaned).replaceAll("$1…");
        cleaned = LONG_HEX.matcher(cleaned).replaceAll("…");
        cleaned = withoutWord(cleaned, hostName, "HOST");
        return withoutWord(cleaned, user, "USER");
    }

    private static String withoutWord(String text, String word, String instead) {
        // "root" and "localhost" tell nothing of a person, and a report without them would mislead.
        if (word.isBlank() || word.equals("root") || word.equals("localhost")) {
            return text;
        }
        return Pattern.compile("(?<![\\p{L}\\p{N}_-])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}_-])").matcher(text)
                .replaceAll(instead);
    }
}
