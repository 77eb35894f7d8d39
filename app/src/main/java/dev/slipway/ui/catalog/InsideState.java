package dev.slipway.ui.catalog;

import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.compat.Verdict;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.session.Inside;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far looking into the selected image has come. */
sealed interface InsideState {
    /** It is not on the engine, so there is nothing to look into. */
    record Absent() implements InsideState {
    }

    /** It can be looked into. */
    record Offered() implements InsideState {
    }

    /** The user is asked whether it may be run. */
    record Asking() implements InsideState {
    }

    /** Its Python runs. */
    record Looking() implements InsideState {
    }

    /** It could not be looked into; {@code words} say why. */
    record Failed(String words) implements InsideState {
    }

    /**
     * What was found.
     *
     * @param level the verdict by it; empty where no PyTorch is inside
     * @param word the verdict in a word
     * @param sentence the verdict in a sentence, or that there is no PyTorch
     * @param lines what its Python said
     * @param compared how that agrees with the verdict by the facts
     */
    record Found(Optional<Verdict.Level> level, String word, String sentence, List<ImageDetails.Line> lines,
            String compared) implements InsideState {
        /** Freezes the lines. */
        public Found {
            lines = List.copyOf(lines);
        }

        /** Puts it into words beside the verdict by the facts. */
        static Found of(Inside inside, Optional<Verdict> verdict, Verdict known, String word, Texts texts) {
            var lines = new ArrayList<ImageDetails.Line>();
            add(lines, texts.of("images.inside.pytorch"), inside.torch().map(Object::toString));
            add(lines, texts.of("images.details.cuda"), inside.cuda().map(Object::toString)
                    .or(() -> inside.torch().map(_ -> texts.of("images.inside.cpu"))));
            add(lines, texts.of("images.inside.code"), inside.code().map(code -> list(code.cubins(), "sm_")));
            add(lines, texts.of("images.inside.ptx"), inside.code().map(code -> list(code.ptx(), "compute_"))
                    .filter(words -> !words.isEmpty()));
            add(lines, texts.of("images.details.cudnn"), inside.cudnn());
            add(lines, texts.of("images.details.python"), inside.python());
            if (verdict.isEmpty()) {
                return new Found(Optional.empty(), "", texts.of(inside.python().isPresent() ? "images.inside.no-torch"
                        : "images.inside.no-python"), lines, "");
            }
            var found = verdict.get();
            return new Found(Optional.of(found.level()), word, texts.of(found.summary()), lines,
                    texts.of(compared(found, known)));
        }

        private static Text compared(Verdict found, Verdict known) {
            if (known.level() == Verdict.Level.UNKNOWN) {
                return Text.of("images.inside.more");
            }
            return Text.of(found.level() == known.level() && found.gpus().equals(known.gpus()) ? "images.inside.same"
                    : "images.inside.differs");
        }

        private static void add(List<ImageDetails.Line> lines, String label, Optional<String> value) {
            value.ifPresent(words -> lines.add(new ImageDetails.Line(label, words, true)));
        }

        private static String list(Collection<ComputeCapability> capabilities, String prefix) {
            return capabilities.stream().sorted().map(it -> prefix + it.toString().replace(".", ""))
                    .collect(Collectors.joining(", "));
        }
    }
}
