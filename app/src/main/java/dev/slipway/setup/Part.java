package dev.slipway.setup;

import dev.slipway.base.Text;
import dev.slipway.doctor.Finding;
import java.util.Optional;

/**
 * One thing that this machine needs before a GPU container runs, as it stands now.
 *
 * @param topic which
 * @param standing how it stands
 * @param title in one sentence
 * @param detail what it means, or why
 * @param fix what to do about it; empty where nothing needs doing
 */
public record Part(Topic topic, Standing standing, Text title, Text detail, Optional<Finding.Fix> fix) {

    /** What is looked at, in the order in which one needs the other. */
    public enum Topic {
        GPU, DRIVER, ENGINE, GPU_ACCESS
    }

    /** How it stands. Nothing counts as working that was not seen to work. */
    public enum Standing {
        /** It was seen to work. */
        WORKS,
        /** It works, with something to know or to do. */
        CAVEAT,
        /** It is not there, or does not work. */
        MISSING,
        /** It cannot be known before another part works. */
        WAITS,
        /** This machine has none, and needs none for images without GPU. */
        NOT_HERE,
        /** It has not been looked at yet. */
        LOOKING
    }

    /** The part that a finding of the doctor is about. */
    static Part of(Topic topic, Finding finding) {
        return new Part(topic, switch (finding.severity()) {
            case OK -> Standing.WORKS;
            case NOTE, WARNING -> Standing.CAVEAT;
            case PROBLEM -> Standing.MISSING;
        }, finding.title(), finding.cause(), finding.fix());
    }

    /** Whether something is to be done here. */
    public boolean open() {
        return standing == Standing.MISSING || standing == Standing.CAVEAT;
    }
}
