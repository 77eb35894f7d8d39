package dev.slipway.environment;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** What names and image references may look like. Pure. */
public final class Naming {
    /** The longest name. */
    public static final int LONGEST = 40;

    private static final Pattern NAME = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");

    /**
     * The grammar of image references (distribution/reference): host with port, path components, tag, digest. It begins
     * with a letter or digit, so that a reference can never be taken for an option.
     */
    private static final Pattern IMAGE = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d{1,5})?/)?"
                    + "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*"
                    + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

    private Naming() {
    }

    /** Whether an environment may be called so. */
    public static boolean validName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether this is an image reference, or the id of an image. */
    public static boolean validImage(String reference) {
        // The length comes first: the pattern must not be tried on anything long.
        return reference.length() <= 400 && IMAGE.matcher(reference).matches();
    }

    /** A free name for a new environment from an image: pytorch, pytorch-2, ... */
    public static String suggest(String image, Collection<String> taken) {
        var path = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        var last = path.substring(path.lastIndexOf('/') + 1);
        var stem = last.contains(":") ? last.substring(0, last.indexOf(':')) : last;
        var base = clean(stem);
        if (!taken.contains(base)) {
            return base;
        }
        for (int number = 2;; number++) {
            var name = clean(base.substring(0, Math.min(base.length(), LONGEST - 6))) + "-" + number;
            if (!taken.contains(name)) {
                return name;
            }
        }
    }

    private static String clean(String stem) {
        var name = stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+", "");
        name = name.substring(0, Math.min(name.length(), LONGEST)).replaceAll("-+$", "");
        return name.isEmpty() ? "environment" : name;
    }
}
