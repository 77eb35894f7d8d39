package dev.slipway.ui.doctor;

import dev.slipway.base.Failure;
import dev.slipway.doctor.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What the doctor's page shows.
 *
 * @param looking whether an examination is under way
 * @param subtitle the state in words
 * @param allWell whether an examination has ended and nothing needs doing
 * @param findings what needs a look, worst first
 * @param sound what was seen to work
 * @param failure why the last examination broke off
 */
public record DoctorState(boolean looking, String subtitle, boolean allWell, List<Finding> findings,
        List<Finding> sound, Optional<Failure> failure) {
    /** Freezes the lists. */
    public DoctorState {
        findings = List.copyOf(findings);
        sound = List.copyOf(sound);
    }

    /** How many findings are problems or warnings. */
    public int trouble() {
        return (int) findings.stream().filter(finding -> finding.severity() != Finding.Severity.NOTE).count();
    }
}
