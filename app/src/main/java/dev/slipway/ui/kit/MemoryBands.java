package dev.slipway.ui.kit;

import dev.slipway.base.Texts;
import dev.slipway.gpu.History;
import dev.slipway.session.Session;
import dev.slipway.session.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which sessions share a GPU's memory, in which order and colour. Remembers colours of removed sessions. FX
 * thread.
 */
public final class MemoryBands {
    private final Texts texts;
    private final Map<String, Integer> colours = new HashMap<>();

    /** Bands named in the language of {@code texts}. */
    public MemoryBands(Texts texts) {
        this.texts = texts;
    }

    /** A part of a GPU's memory: a session's (or all others') name, colour and bytes now. */
    public record Share(String name, int colour, long bytes) {
    }

    /** Tells the sessions there are. */
    public void sessions(List<Session> sessions) {
        sessions.forEach(session -> colours.put(session.name(), session.colour()));
    }

    /** A session's colour, grey when it was never told. */
    public int colour(String session) {
        return colours.getOrDefault(session, SessionColours.OTHER);
    }

    private Comparator<String> order() {
        return Comparator.<String>comparingInt(name -> colours.getOrDefault(name, Integer.MAX_VALUE))
                .thenComparing(Comparator.naturalOrder());
    }

    /** The series of one GPU, sessions first, everything else on top. */
    public List<GraphFrame.Band> bands(History history, String uuid) {
        var prefix = "gpu." + uuid + ".session.";
        var bands = new ArrayList<GraphFrame.Band>();
        history.names(prefix).stream().map(series -> series.substring(prefix.length())).sorted(order())
                .forEach(name -> bands.add(new GraphFrame.Band(prefix + name, colour(name), name,
                        texts.of("app.started", name))));
        bands.add(new GraphFrame.Band("gpu." + uuid + ".other", SessionColours.OTHER, texts.of("app.other-memory")));
        return bands;
    }

    /** Who holds one GPU's memory now. */
    public List<Share> shares(Usage.GpuUsage gpu) {
        var shares = new ArrayList<Share>();
        gpu.bySession().keySet().stream().sorted(order())
                .forEach(name -> shares.add(new Share(name, colour(name), gpu.bySession().get(name))));
        gpu.otherBytes().asOptional().filter(bytes -> bytes > 0)
                .ifPresent(bytes -> shares.add(new Share(texts.of("app.other-memory"), SessionColours.OTHER, bytes)));
        return shares;
    }

    /** Shares as parts of a bar. */
    public static List<StackedBar.Part> bar(List<Share> shares, long totalBytes) {
        return totalBytes <= 0 ? List.of() : shares.stream()
                .map(share -> new StackedBar.Part(share.colour(), share.bytes() / (double) totalBytes)).toList();
    }
}
