package dev.slipway.registry;

import dev.slipway.catalog.Reference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which other place stands in for a registry: for look-ups and pulls alike. {@code docker.io -> mirror.example/hub}
 * makes {@code pytorch/pytorch:X} into {@code mirror.example/hub/pytorch/pytorch:X}. The rule {@code *} is for all
 * registries without one of their own and puts its place in front of the whole name:
 * {@code mirror.example/nvcr.io/nvidia/pytorch:X}. Immutable; pure.
 */
public final class Mirrors {
    /** No mirror at all. */
    public static final Mirrors NONE = new Mirrors(Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(Mirrors.class);
    private static final String ALL = "*";

    private final Map<String, String> rules;

    private Mirrors(Map<String, String> rules) {
        this.rules = Map.copyOf(rules);
    }

    /** The mirrors of the settings; rules that make no sense are left out, and logged. */
    public static Mirrors of(Map<String, String> settings) {
        var rules = new HashMap<String, String>();
        settings.forEach((registry, place) -> {
            var plain = place.strip().replaceFirst("/+$", "");
            if (isPlace(plain) && isRegistry(registry.strip())) {
                rules.put(registry.strip(), plain);
            } else {
                LOG.warn("The mirror \"{}\" for \"{}\" is left out", place, registry);
            }
        });
        return rules.isEmpty() ? NONE : new Mirrors(rules);
    }

    /** Whether a text names what a mirror can be for: a registry, "docker.io", or all others, "*". */
    public static boolean isRegistry(String text) {
        return text.equals(ALL) || isPlace(text) && !text.contains("/");
    }

    /** Whether a text names a host, perhaps with a path: "mirror.example/hub". */
    public static boolean isPlace(String text) {
        var parsed = Reference.parse(text + "/x");
        var host = text.split("/", 2)[0];
        return parsed.isPresent() && parsed.get().tag().isEmpty() && parsed.get().digest().isEmpty()
                && (host.contains(".") || host.contains(":") || host.equals("localhost"));
    }

    /** Where to ask for {@code reference}: the same one where no mirror is for it. */
    public Reference rewrite(Reference reference) {
        var own = Optional.ofNullable(rules.get(reference.registry())).map(place -> place + "/" + reference.path());
        var all = Optional.ofNullable(rules.get(ALL)).filter(place -> !place.split("/", 2)[0].equals(
                reference.registry())).filter(_ -> !Hosts.loopback(host(reference.registry())))
                .map(place -> place + "/" + reference.repository());
        return own.or(() -> all).flatMap(Reference::parse)
                .map(found -> new Reference(found.registry(), found.path(), reference.tag(), reference.digest()))
                .orElse(reference);
    }

    /** The same for a reference as a person typed it; a text that is none stays as it is. */
    public String rewrite(String reference) {
        return Reference.parse(reference).filter(parsed -> !rewrite(parsed).equals(parsed))
                .map(parsed -> spelled(rewrite(parsed))).orElse(reference);
    }

    private static String spelled(Reference reference) {
        return reference.repository() + reference.tag().or(() -> reference.digest().isPresent() ? Optional.empty()
                : reference.effectiveTag()).map(tag -> ":" + tag).orElse("")
                + reference.digest().map(digest -> "@" + digest).orElse("");
    }

    private static String host(String registry) {
        int colon = registry.lastIndexOf(':');
        return colon > registry.lastIndexOf(']') ? registry.substring(0, colon) : registry;
    }

    @Override
    public String toString() {
        return "Mirrors" + rules;
    }
}
