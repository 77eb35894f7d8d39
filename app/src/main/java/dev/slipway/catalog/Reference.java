package dev.slipway.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A reference to an image, in parts. References come from people and files and are untrusted: {@link #parse} gives
 * empty for anything that no engine would take.
 *
 * @param registry host, with a port where there is one; "docker.io" when the text names none
 * @param path repository path without the registry, lower case; "library/..." for Docker's own images
 * @param tag the tag, if the text has one
 * @param digest algorithm and hex digits, if the text has one
 */
public record Reference(String registry, String path, Optional<String> tag, Optional<String> digest) {
    private static final int LONGEST = 512;
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}"
            + "|\\[[0-9A-Fa-f:]{2,39}])(:[0-9]{1,5})?");
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|_{1,2}|-{1,8})[a-z0-9]+){0,60}(?:/[a-z0-9]+"
                    + "(?:(?:\\.|_{1,2}|-{1,8})[a-z0-9]+){0,60}){0,20}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("[a-z0-9]{2,16}:[0-9a-f]{32,128}");
    private static final String HUB = "docker.io";
    private static final String OFFICIAL = "library/";

    /** Reads a reference as people write it; empty when it is not one. Never throws. */
    public static Optional<Reference> parse(String text) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        var rest = text.strip();
        Optional<String> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = Optional.of(rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        var registry = HUB;
        int slash = rest.indexOf('/');
        if (slash > 0 && isHost(rest.substring(0, slash))) {
            registry = rest.substring(0, slash).toLowerCase(Locale.ROOT);
            rest = rest.substring(slash + 1);
        }
        if (registry.equals("index.docker.io") || registry.equals("registry-1.docker.io")) {
            registry = HUB;
        }
        if (!HOST.matcher(registry).matches() || !PATH.matcher(rest).matches()
                || tag.filter(t -> !TAG.matcher(t).matches()).isPresent()
                || digest.filter(d -> !DIGEST.matcher(d).matches()).isPresent()) {
            return Optional.empty();
        }
        var path = registry.equals(HUB) && rest.indexOf('/') < 0 ? OFFICIAL + rest : rest;
        return Optional.of(new Reference(registry, path, tag, digest));
    }

    /** Docker's rule: the part before the first slash is a host when it has a dot or a port, or is localhost. */
    private static boolean isHost(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    }

    /** Registry and path, always written out: docker.io/pytorch/pytorch. */
    public String repository() {
        return registry + "/" + path;
    }

    /** The tag, or "latest" where neither tag nor digest is given. */
    public Optional<String> effectiveTag() {
        return tag.isPresent() || digest.isPresent() ? tag : Optional.of("latest");
    }

    /** As people write it: without docker.io/ and library/, with the tag or else the digest. */
    public String familiar() {
        return familiarRepository() + effectiveTag().map(t -> ":" + t).or(() -> digest.map(d -> "@" + d)).orElse("");
    }

    /** The repository as people write it. */
    public String familiarRepository() {
        if (!registry.equals(HUB)) {
            return repository();
        }
        return path.startsWith(OFFICIAL) ? path.substring(OFFICIAL.length()) : path;
    }

    /** The same repository with another tag and no digest. */
    public Reference withTag(String other) {
        return new Reference(registry, path, Optional.of(other), Optional.empty());
    }
}
