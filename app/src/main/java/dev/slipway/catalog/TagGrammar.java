package dev.slipway.catalog;

import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.catalog.ImageEntry.CompileMaturity;
import dev.slipway.catalog.ImageEntry.Jupyter;
import dev.slipway.gpu.ComputeCapability;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the form of a tag says about an image whose tag is not in the table. */
final class TagGrammar {
    private static final Pattern MONTH =
            Pattern.compile("(\\d\\d)\\.(\\d\\d)-(?:[a-z]+[12]?(?:-python)?-)?py3(-igpu|-sdk)?");
    private static final Pattern TENSORFLOW = Pattern.compile("(\\d{1,2}\\.\\d{1,3}\\.\\d{1,3})(-gpu)?(-jupyter)?");
    private static final Pattern CUDA = Pattern.compile("(\\d{1,2}\\.\\d{1,2}(?:\\.\\d{1,3})?)-(?:(cudnn\\d{0,2})-)?"
            + "(base|runtime|devel)-(?:ubuntu\\d\\d\\.?\\d\\d|ubi\\d+|rockylinux\\d+|centos\\d+|oraclelinux\\d+)");
    private static final Pattern STACK = Pattern.compile("(?:(x86_64|aarch64)-)?cuda(11|12|13)-[A-Za-z0-9_.-]+");
    private static final Pattern VLLM =
            Pattern.compile("v(\\d{1,2}\\.\\d{1,3}\\.\\d{1,3})(?:-cu(\\d\\d)(\\d))?(?:-(aarch64|x86_64))?");
    /** Through early 2025 the CUDA part was 12.8 and the like, since then it is the major alone. */
    private static final Pattern RAPIDS = Pattern.compile("(\\d\\d\\.\\d\\d)a?-cuda(\\d\\d)(?:\\.(\\d{1,2}))?"
            + "-py(3\\.\\d{1,2})(?:-(amd64|arm64))?");
    /** The one Jetson whose GPU the months that have -igpu images are for (Orin). */
    private static final GpuCode ORIN = new GpuCode(Set.of(new ComputeCapability(8, 7)), Set.of());
    private static final Set<String> BOTH = Set.of("amd64", "arm64");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    /** jupyter/docker-stacks, pull request 2352: images with CUDA for arm64 as well. */
    private static final String FIRST_ARM_STACK = "2025-12-02";
    private static final String FORM = "Inferred from the form of the tag";

    private final List<ImageEntry> entries;
    private final Facts facts;
    private final Set<String> skippedMonths;
    private final PytorchTags pytorch;

    TagGrammar(List<ImageEntry> entries, Facts facts, Builds builds, Set<String> skippedMonths) {
        this.entries = entries;
        this.facts = facts;
        this.skippedMonths = skippedMonths;
        this.pytorch = new PytorchTags(entries, builds, facts);
    }

    Lookup look(Family family, Reference reference, String tag) {
        return switch (family.id()) {
            case "pytorch" -> pytorch.look(reference, tag);
            case "rocm-pytorch" -> new Lookup.Inferred(inferred(family, reference, Optional.empty(), Optional.empty(),
                    Optional.empty(), Jupyter.UNKNOWN, Optional.empty(), false));
            case "ngc-pytorch", "ngc-tensorflow", "ngc-jax", "triton" -> month(family, reference, tag);
            case "rapids" -> rapids(family, reference, tag);
            case "tensorflow" -> tensorflow(family, reference, tag);
            case "cuda" -> cuda(family, reference, tag);
            case "docker-stacks" -> stack(family, reference, tag);
            case "vllm" -> vllm(family, reference, tag);
            case "l4t-pytorch", "l4t-containers" -> JetsonTags.entry(reference, tag, facts)
                    .<Lookup>map(Lookup.Inferred::new).orElseGet(Lookup.NotKnown::new);
            default -> new Lookup.NotKnown();
        };
    }

    /** Rows of a family whose tags resemble one that does not exist: the longest common beginning counts. */
    List<String> nearest(Family family, String tag) {
        return entries.stream().filter(entry -> entry.family().equals(family.id()))
                .sorted(Comparator.comparingInt(entry -> -common(entry.tag(), tag))).limit(2)
                .map(ImageEntry::reference).toList();
    }

    private static int common(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    /** NVIDIA's images of one month share one base: what is known of PyTorch's month is known of the others. */
    private Lookup month(Family family, Reference reference, String tag) {
        var match = MONTH.matcher(tag);
        if (!match.matches()) {
            return new Lookup.NotKnown();
        }
        var month = match.group(1) + "." + match.group(2);
        int number = Integer.parseInt(match.group(2));
        boolean pytorchs = family.id().equals("ngc-pytorch");
        if (number < 1 || number > 12 || pytorchs && skippedMonths.contains(month)) {
            return new Lookup.NoSuchTag(List.of(Text.of("verdict.tag.no-release", month)),
                    nearestMonths(family, month));
        }
        boolean jetson = "-igpu".equals(match.group(3));
        var base = entries.stream().filter(entry -> entry.family().equals("ngc-pytorch")
                && entry.tag().equals(month + "-py3")).findFirst();
        if (base.isEmpty() || "-sdk".equals(match.group(3)) || pytorchs && !jetson) {
            return new Lookup.NotKnown();
        }
        var version = pytorchs ? base.get().frameworkVersion()
                : family.framework() == Framework.OTHER ? Version.parse(month) : Optional.<Version>empty();
        return new Lookup.Inferred(inferred(family, reference, version, base.get().cuda(),
                Optional.of(jetson ? "jetson" : base.get().flavour().orElse("full")),
                pytorchs ? base.get().jupyter() : Jupyter.UNKNOWN, jetson ? Optional.of(ORIN) : base.get().code(),
                false, jetson ? Set.of("arm64") : base.get().architectures()));
    }

    private Lookup rapids(Family family, Reference reference, String tag) {
        var match = RAPIDS.matcher(tag);
        if (!match.matches()) {
            return new Lookup.NotKnown();
        }
        var major = Integer.parseInt(match.group(2));
        var sibling = entries.stream().filter(entry -> entry.family().equals(family.id())
                && entry.cuda().filter(cuda -> cuda.major() == major).isPresent()).findFirst();
        if (sibling.isEmpty()) {
            return new Lookup.NotKnown();
        }
        var cuda = match.group(3) == null ? sibling.get().cuda()
                : Optional.of(Version.of(match.group(2) + "." + match.group(3)));
        boolean notebooks = reference.path().endsWith("/notebooks");
        return new Lookup.Inferred(inferred(family, reference, Version.parse(match.group(1)), cuda,
                Optional.of(notebooks ? "notebooks" : "base"), notebooks ? Jupyter.LAB : Jupyter.NONE,
                sibling.get().code(), false, match.group(5) == null ? BOTH : Set.of(match.group(5))));
    }

    private List<String> nearestMonths(Family family, String month) {
        var wanted = Version.of(month);
        var rows = entries.stream().filter(entry -> entry.family().equals(family.id())).toList();
        return rows.stream().sorted((a, b) -> Integer.compare(months(a, wanted), months(b, wanted))).limit(2)
                .map(ImageEntry::reference).toList();
    }

    private static int months(ImageEntry entry, Version wanted) {
        return Version.parse(entry.tag()).map(version -> Math.abs((version.major() - wanted.major()) * 12
                + version.minor() - wanted.minor())).orElse(Integer.MAX_VALUE);
    }

    private Lookup tensorflow(Family family, Reference reference, String tag) {
        var match = TENSORFLOW.matcher(tag);
        if (!match.matches()) {
            return new Lookup.NotKnown();
        }
        var version = Version.of(match.group(1));
        var jupyter = match.group(3) == null ? Jupyter.NONE : Jupyter.NOTEBOOK;
        var flavour = tag.substring(match.end(1)).replaceFirst("^-", "");
        if (match.group(2) == null) {
            return new Lookup.Inferred(inferred(family, reference, Optional.of(version), Optional.empty(),
                    flavour.isEmpty() ? Optional.empty() : Optional.of(flavour), jupyter, Optional.empty(), true));
        }
        // A patch release keeps the CUDA version of its minor release.
        var sibling = entries.stream().filter(entry -> entry.family().equals(family.id())
                && entry.frameworkVersion().filter(v -> v.major() == version.major()
                        && v.minor() == version.minor()).isPresent()).findFirst();
        return sibling.<Lookup>map(entry -> new Lookup.Inferred(inferred(family, reference, Optional.of(version),
                entry.cuda(), Optional.of(flavour), jupyter, entry.code(), false)))
                .orElseGet(Lookup.NotKnown::new);
    }

    private Lookup cuda(Family family, Reference reference, String tag) {
        var match = CUDA.matcher(tag);
        if (tag.equals("latest")) {
            return new Lookup.NoSuchTag(List.of(Text.of("verdict.tag.no-latest")), newest(family));
        }
        if (!match.matches()) {
            return new Lookup.NotKnown();
        }
        var version = Version.of(match.group(1));
        if (facts.toolkit(version).isEmpty()) {
            return cudaKnownLater(version) || version.major() < 9 ? new Lookup.NotKnown()
                    : new Lookup.NoSuchTag(List.of(Text.of("verdict.tag.no-toolkit",
                            version.major() + "." + version.minor())), newest(family));
        }
        var flavour = (match.group(2) == null ? "" : "cudnn-") + match.group(3);
        return new Lookup.Inferred(inferred(family, reference, Optional.of(version), Optional.of(version),
                Optional.of(flavour), Jupyter.NONE, Optional.empty(), false,
                // From 12 on all are there for both; which of the older ones are is not known.
                version.major() >= 12 ? BOTH : version.major() == 11 ? Set.of() : Set.of("amd64")));
    }

    private boolean cudaKnownLater(Version version) {
        return facts.toolkits().values().stream().allMatch(toolkit -> toolkit.cuda().compareTo(version) < 0);
    }

    private List<String> newest(Family family) {
        return entries.stream().filter(entry -> entry.family().equals(family.id())).limit(2)
                .map(ImageEntry::reference).toList();
    }

    private Lookup stack(Family family, Reference reference, String tag) {
        var match = STACK.matcher(tag);
        if (!match.matches()) {
            return tag.startsWith("cuda") ? new Lookup.NotKnown()
                    : new Lookup.Inferred(inferred(family, reference, Optional.empty(), Optional.empty(),
                            Optional.of("notebook"), Jupyter.LAB, Optional.empty(), true,
                            tag.startsWith("x86_64-") ? Set.of("amd64") : tag.startsWith("aarch64-") ? Set.of("arm64")
                                    : BOTH));
        }
        var prefix = "cuda" + match.group(2) + "-";
        return entries.stream().filter(entry -> entry.family().equals(family.id()) && entry.tag().startsWith(prefix))
                .findFirst().<Lookup>map(entry -> new Lookup.Inferred(stack(family, reference, tag, entry,
                        Optional.ofNullable(match.group(1)))))
                .orElseGet(Lookup.NotKnown::new);
    }

    /** An image of one processor where the tag says so or is older than the builds for arm64. */
    private static ImageEntry stack(Family family, Reference reference, String tag, ImageEntry sibling,
            Optional<String> processor) {
        var date = DATE.matcher(tag);
        boolean early = date.find() && date.group().compareTo(FIRST_ARM_STACK) < 0;
        var architectures = early || processor.filter("x86_64"::equals).isPresent() ? Set.of("amd64")
                : processor.isPresent() ? Set.of("arm64") : sibling.architectures();
        var arm = architectures.contains("arm64") ? sibling.arm64().map(build -> new ImageEntry.ArmBuild(build.code(),
                "low", build.sources())) : Optional.<ImageEntry.ArmBuild>empty();
        return new ImageEntry(reference.familiar(), family.id(), family.framework(), Optional.empty(), sibling.cuda(),
                Optional.empty(), Optional.empty(), sibling.flavour(), Jupyter.LAB, CompileMaturity.UNKNOWN,
                Optional.empty(), architectures, arm.isPresent() || architectures.contains("amd64") ? sibling.code()
                        : Optional.empty(), false, Optional.empty(), "low", List.of(FORM), false, arm);
    }

    private Lookup vllm(Family family, Reference reference, String tag) {
        var match = VLLM.matcher(tag);
        if (!match.matches()) {
            return new Lookup.NotKnown();
        }
        var version = Version.of(match.group(1));
        var rows = entries.stream().filter(entry -> entry.family().equals(family.id())).toList();
        var known = rows.stream().filter(entry -> !entry.tag().contains("-cu")
                && entry.frameworkVersion().filter(version::atLeast).isPresent()).findFirst();
        // Without a CUDA part the tag means the release's own choice, which is the one of the listed release before it.
        var cuda = match.group(2) == null ? known.flatMap(ImageEntry::cuda)
                : Optional.of(Version.of(match.group(2) + "." + match.group(3)));
        if (cuda.isEmpty()) {
            return new Lookup.NotKnown();
        }
        var code = rows.stream().findFirst().flatMap(ImageEntry::code);
        return new Lookup.Inferred(inferred(family, reference, Optional.of(version), cuda, Optional.of("server"),
                Jupyter.NONE, code, false, Set.of("aarch64".equals(match.group(4)) ? "arm64" : "amd64")));
    }

    private ImageEntry inferred(Family family, Reference reference, Optional<Version> version, Optional<Version> cuda,
            Optional<String> flavour, Jupyter jupyter, Optional<GpuCode> code, boolean cpuOnly) {
        return inferred(family, reference, version, cuda, flavour, jupyter, code, cpuOnly, Set.of("amd64"));
    }

    private ImageEntry inferred(Family family, Reference reference, Optional<Version> version, Optional<Version> cuda,
            Optional<String> flavour, Jupyter jupyter, Optional<GpuCode> code, boolean cpuOnly,
            Set<String> architectures) {
        return new ImageEntry(reference.familiar(), family.id(), family.framework(), version, cuda, Optional.empty(),
                Optional.empty(), flavour, jupyter, CompileMaturity.UNKNOWN, Optional.empty(), architectures, code,
                cpuOnly, Optional.empty(), "low", List.of(FORM), false);
    }
}
