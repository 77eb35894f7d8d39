package dev.slipway.ui.catalog;

import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.catalog.Lookup;
import dev.slipway.catalog.Reference;
import dev.slipway.session.Checked;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The row of an image that was pasted and is none of the table's: first in the list, as long as it is wanted. */
final class PasteModel {
    private static final String PYTORCH = "pytorch/pytorch:";

    private final List<CatalogRow> all;
    private final LookupModel lookup;
    private final Runnable changed;
    private final Texts texts;
    private Judged judged;
    private Optional<CatalogRow> row = Optional.empty();
    private Optional<Checked> told = Optional.empty();

    /**
     * Puts its row into {@code all}.
     *
     * @param changed called after the row has changed by itself
     */
    PasteModel(List<CatalogRow> all, LookupModel lookup, Runnable changed, Texts texts) {
        this.all = all;
        this.lookup = lookup;
        this.changed = changed;
        this.texts = texts;
        lookup.stateProperty().addListener((_, _, state) -> state.unjudged().ifPresent(this::unjudged));
    }

    /** The row; empty where nothing was pasted. */
    Optional<CatalogRow> row() {
        return row;
    }

    /** What the registry has told of just this row. */
    Optional<Checked> told(CatalogRow of) {
        return told.filter(_ -> row.filter(of::equals).isPresent());
    }

    /** The table is about to be filled anew, without it. */
    void leave() {
        row.ifPresent(all::remove);
        row = Optional.empty();
        told = Optional.empty();
    }

    /** Takes what was typed for an image, where it is one that no row of the table stands for. */
    void judge(Judged table, String typed) {
        leave();
        judged = table;
        var reference = spelledOut(typed.strip(), table);
        if (table == null || table.table().machine().isEmpty() || !isReference(reference)
                || all.stream().anyMatch(one -> one.haystack().contains(reference.toLowerCase(Locale.ROOT)))) {
            lookup.forget();
            return;
        }
        put(CatalogRow.of(table.table().one(reference), table.gpus(), texts));
        lookup.ask(table.table(), reference, checked -> {
            told = Optional.of(checked);
            put(CatalogRow.of(table.table().one(reference, checked), table.gpus(), texts));
            changed.run();
        });
        lookup.stateProperty().get().unjudged().ifPresent(this::unjudged);
    }

    /** Articles write tags of PyTorch's images alone; one that never was is told of under its full name. */
    private static String spelledOut(String text, Judged table) {
        return table != null && !text.contains("/") && !text.contains(":")
                && table.table().catalog().look(text) instanceof Lookup.NoSuchTag ? PYTORCH + text : text;
    }

    /** A word alone is a filter; only with a repository or a tag it names an image. */
    private static boolean isReference(String text) {
        return text.length() > 2 && (text.contains("/") || text.contains(":")) && Reference.parse(text).isPresent();
    }

    /** There is no verdict yet, or none can be had. */
    private void unjudged(Text why) {
        row.map(one -> one.entry().reference()).ifPresent(reference -> {
            put(CatalogRow.of(judged.table().unjudged(reference, why), judged.gpus(), texts));
            changed.run();
        });
    }

    private void put(CatalogRow newest) {
        row.ifPresent(all::remove);
        row = Optional.of(newest);
        all.addFirst(newest);
    }
}
