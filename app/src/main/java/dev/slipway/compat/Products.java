package dev.slipway.compat;

import dev.slipway.catalog.Facts;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.Gpu;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells a GPU's compute capability and class from its product name, for sources that do not tell them. */
final class Products {
    /** Words that say nothing about the chip when they follow a product's name. */
    private static final Pattern FILLER = Pattern.compile("gpu|laptop|mobile|with|max-q|design|super|ti|d|generation|"
            + "pcie|pcie-?\\d*g?b?|sxm\\d?.*|nvl|hbm\\d\\w*|\\d+gb|edition|server|workstation|blackwell|max-q|q|ada|"
            + "\\d+g|lhr|founders|hgx|rev");
    private static final Pattern MAKER = Pattern.compile("^(nvidia|geforce|tesla) ");

    private final Map<String, Set<ComputeCapability>> byName = new HashMap<>();
    private final Set<String> dataCentre = new HashSet<>();

    Products(Facts facts) {
        for (var architecture : facts.architectures().values()) {
            architecture.products().forEach(name -> add(name, architecture.capability()));
            for (var name : architecture.dataCentre()) {
                add(name, architecture.capability());
                dataCentre.add(plain(name));
            }
        }
    }

    private void add(String name, ComputeCapability capability) {
        byName.computeIfAbsent(plain(name), _ -> new HashSet<>()).add(capability);
    }

    /** The capability that was read, else the one of the product's name where only one can be meant. */
    Optional<ComputeCapability> capability(Gpu gpu) {
        return gpu.computeCapability().asOptional().or(() -> named(gpu.name()).map(byName::get)
                .filter(found -> found.size() == 1).map(found -> found.iterator().next()));
    }

    /** Whether NVIDIA sells it for data centres; only those may use forward compatibility. */
    boolean isDataCentre(Gpu gpu) {
        return gpu.brand().asOptional().filter(brand -> brand.equalsIgnoreCase("tesla")).isPresent()
                || named(gpu.name()).filter(dataCentre::contains).isPresent();
    }

    /** The longest product name that the text starts with, if what follows it changes nothing. */
    private Optional<String> named(String name) {
        var words = List.of(plain(name).split(" "));
        for (int count = words.size(); count > 0; count--) {
            var head = String.join(" ", words.subList(0, count));
            if (byName.containsKey(head)) {
                var rest = words.subList(count, words.size());
                return rest.stream().allMatch(word -> FILLER.matcher(word).matches()) ? Optional.of(head)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Lower case, without the maker; "A100-SXM4-80GB" becomes "a100 sxm4 80gb". */
    private static String plain(String name) {
        var text = name.toLowerCase(Locale.ROOT).strip()
                .replaceAll("(?<=[a-z0-9])-(?=sxm|pcie|\\d+gb|\\d+q|\\d+c)", " ")
                .replaceAll("\\s+", " ");
        var before = "";
        while (!before.equals(text)) {
            before = text;
            text = MAKER.matcher(text).replaceFirst("");
        }
        return text;
    }
}
