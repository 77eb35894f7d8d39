package dev.slipway.catalog;

import dev.slipway.base.Text;
import java.util.List;

/** What the catalogue knows of a reference. */
public sealed interface Lookup {

    /** A row of the catalogue. */
    record Listed(ImageEntry entry) implements Lookup {
    }

    /** Not a row, but its repository and the form of its tag say what is inside. */
    record Inferred(ImageEntry entry) implements Lookup {
    }

    /**
     * The repository is known and has no such tag.
     *
     * @param reasons why not, one text each
     * @param nearest references that do exist, the nearest first
     */
    record NoSuchTag(List<Text> reasons, List<String> nearest) implements Lookup {
        /** Freezes the lists. */
        public NoSuchTag {
            reasons = List.copyOf(reasons);
            nearest = List.copyOf(nearest);
        }
    }

    /** Nothing is known of it. */
    record NotKnown() implements Lookup {
    }

    /** The text is not a reference to an image at all. */
    record NotAReference() implements Lookup {
    }
}
