package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.GpuCode;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.gpu.ComputeCapability;
import java.util.Map;
import java.util.Optional;

/**
 * A GPU against the code inside a build: machine code of the same major and no higher minor runs; else PTX of no higher
 * capability, compiled by a driver that speaks the toolkit's CUDA version; else nothing.
 */
final class CodeRule {
    private CodeRule() {
    }

    /** How a GPU gets its code. */
    enum Fit {
        /** Machine code for exactly this capability. */
        OWN,
        /** Machine code of a lower minor. */
        SAME_MAJOR,
        /** PTX, compiled at the first start. */
        PTX,
        /** PTX, but the driver cannot read it. */
        PTX_NEEDS_NEWER_DRIVER,
        /** The toolkit has dropped this GPU. */
        DROPPED,
        /** All code inside is for newer GPUs. */
        TOO_OLD,
        /** All code inside is for older GPUs. */
        TOO_NEW,
        /** The driver no longer drives this GPU. */
        LEFT_BRANCH,
        /** Machine code for desktop GPUs on a Jetson or the other way round. */
        NOT_PROMISED,
        /** The toolkit supports this GPU, and the image holds no framework whose code could be missing. */
        TOOLKIT,
        /** Neither the GPU's capability nor the image's code tells. */
        NOT_KNOWN
    }

    /** An outcome and the capability of the code used (or of the nearest code inside). */
    record Outcome(Fit fit, Optional<ComputeCapability> code) {
        static Outcome of(Fit fit) {
            return new Outcome(fit, Optional.empty());
        }

        /** Whether the build holds machine code that this GPU runs. */
        boolean hasMachineCode() {
            return fit == Fit.OWN || fit == Fit.SAME_MAJOR;
        }
    }

    /**
     * Judges one GPU.
     *
     * @param ptxReadable whether the driver (or the image's own, by forward compatibility) can compile the image's PTX
     */
    static Outcome check(Ground.Card card, Ground ground, ImageEntry entry,
            Map<ComputeCapability, Facts.Architecture> architectures, boolean ptxReadable) {
        if (card.capability().isEmpty()) {
            return Outcome.of(Fit.NOT_KNOWN);
        }
        var capability = card.capability().get();
        var left = card.architecture().flatMap(Facts.Architecture::lastDriverBranch)
                .filter(last -> ground.branch().filter(branch -> branch.number() > last).isPresent());
        if (left.isPresent()) {
            return Outcome.of(Fit.LEFT_BRANCH);
        }
        if (entry.code().isPresent()) {
            return byCode(capability, card, entry, entry.code().get(), architectures, ptxReadable);
        }
        return entry.cuda().map(cuda -> byToolkit(card, entry, cuda, ptxReadable))
                .orElse(Outcome.of(Fit.NOT_KNOWN));
    }

    private static Outcome byCode(ComputeCapability capability, Ground.Card card, ImageEntry entry, GpuCode code,
            Map<ComputeCapability, Facts.Architecture> architectures, boolean ptxReadable) {
        if (code.cubins().contains(capability)) {
            return new Outcome(Fit.OWN, Optional.of(capability));
        }
        boolean embedded = card.architecture().filter(Facts.Architecture::embedded).isPresent();
        ComputeCapability cubin = null;
        ComputeCapability foreign = null;
        for (var candidate : code.cubins()) {
            if (candidate.major() != capability.major() || candidate.minor() > capability.minor()) {
                continue;
            }
            var made = architectures.get(candidate);
            if (embedded || made != null && made.embedded()) {
                foreign = candidate;
            } else if (cubin == null || candidate.compareTo(cubin) > 0) {
                cubin = candidate;
            }
        }
        if (cubin != null) {
            return new Outcome(Fit.SAME_MAJOR, Optional.of(cubin));
        }
        var ptx = code.ptx().stream().filter(candidate -> candidate.compareTo(capability) <= 0)
                .max(ComputeCapability::compareTo);
        if (ptx.isPresent()) {
            return new Outcome(ptxReadable ? Fit.PTX : Fit.PTX_NEEDS_NEWER_DRIVER, ptx);
        }
        if (foreign != null) {
            return new Outcome(Fit.NOT_PROMISED, Optional.of(foreign));
        }
        if (entry.cuda().flatMap(cuda -> dropped(card, cuda)).isPresent()) {
            return Outcome.of(Fit.DROPPED);
        }
        var newer = code.cubins().stream().filter(candidate -> candidate.compareTo(capability) > 0)
                .min(ComputeCapability::compareTo);
        var older = code.cubins().stream().filter(candidate -> candidate.compareTo(capability) < 0)
                .max(ComputeCapability::compareTo);
        if (newer.isEmpty()) {
            return new Outcome(Fit.TOO_NEW, older);
        }
        boolean unborn = entry.cuda().filter(cuda -> unborn(card, cuda)).isPresent();
        return older.isPresent() && unborn ? new Outcome(Fit.TOO_NEW, older) : new Outcome(Fit.TOO_OLD, newer);
    }

    private static Outcome byToolkit(Ground.Card card, ImageEntry entry, Version cuda, boolean ptxReadable) {
        if (dropped(card, cuda).isPresent()) {
            return Outcome.of(Fit.DROPPED);
        }
        if (entry.framework() != Framework.CUDA || card.architecture().isEmpty()) {
            return Outcome.of(Fit.NOT_KNOWN);
        }
        if (unborn(card, cuda)) {
            return Outcome.of(ptxReadable ? Fit.PTX : Fit.PTX_NEEDS_NEWER_DRIVER);
        }
        return Outcome.of(Fit.TOOLKIT);
    }

    private static Optional<Version> dropped(Ground.Card card, Version cuda) {
        return card.architecture().flatMap(Facts.Architecture::lastToolkit).filter(last -> minor(cuda) > minor(last));
    }

    /** Whether the toolkit is older than the GPU. */
    private static boolean unborn(Ground.Card card, Version cuda) {
        return card.architecture().flatMap(Facts.Architecture::firstToolkit)
                .filter(first -> minor(cuda) < minor(first)).isPresent();
    }

    private static int minor(Version version) {
        return version.major() * 1000 + version.minor();
    }
}
