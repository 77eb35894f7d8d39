package dev.slipway.bench;

import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.ImageEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the benchmarks work on. */
public final class Bench {
    private Bench() {
    }

    /** A catalogue of many rows: those that come with the program, over and over, each time under other tags. */
    public static Catalog of(int count) {
        var bundled = BundledCatalog.load();
        var rows = new ArrayList<ImageEntry>();
        for (int round = 0; rows.size() < count; round++) {
            for (var entry : bundled.entries()) {
                if (rows.size() < count) {
                    rows.add(round == 0 ? entry : renamed(entry, entry.reference() + "-r" + round));
                }
            }
        }
        return new Rows(List.copyOf(rows), bundled);
    }

    private static ImageEntry renamed(ImageEntry entry, String reference) {
        return new ImageEntry(reference, entry.family(), entry.framework(), entry.frameworkVersion(), entry.cuda(),
                entry.cudnn(), entry.python(), entry.flavour(), entry.jupyter(), entry.compile(),
                entry.compressedBytes(), entry.architectures(), entry.code(), entry.cpuOnly(), entry.recommendation(),
                entry.confidence(), entry.sources(), entry.seen());
    }

    private record Rows(List<ImageEntry> entries, Catalog bundled) implements Catalog {
        @Override
        public Optional<ImageEntry> find(String reference) {
            return bundled.find(reference);
        }

        @Override
        public Facts facts() {
            return bundled.facts();
        }

        @Override
        public LocalDate collected() {
            return bundled.collected();
        }
    }
}
