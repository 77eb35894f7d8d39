package dev.slipway.ui.catalog;

import dev.slipway.base.Texts;
import dev.slipway.gpu.Gpu;
import dev.slipway.ui.kit.Formats;
import dev.slipway.ui.kit.ImageDesk;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.stream.Collectors;

/** What the page of images says of its table: how much it judged, for what, and how old its facts are. */
final class Subtitle {
    private Subtitle() {
    }

    static String of(ImageDesk.Table table, int count, List<Gpu> gpus, Texts texts) {
        var date = table.catalog().collected().format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(texts.language()));
        var facts = table.checkedAt()
                .map(at -> texts.of("images.facts.checked", date, new Formats(texts).ago(at, Instant.now())))
                .orElseGet(() -> texts.of("images.facts", date));
        var names = gpus.stream().map(Gpu::shortName).distinct().collect(Collectors.joining(", "));
        return table.machine().isEmpty() ? texts.of("images.subtitle.no-machine", count, facts)
                : names.isEmpty() ? texts.of("images.subtitle.no-gpu", count, facts)
                : texts.of("images.subtitle", count, names, facts);
    }
}
