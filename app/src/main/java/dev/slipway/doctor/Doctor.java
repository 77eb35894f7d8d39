package dev.slipway.doctor;

import dev.slipway.machine.MachineSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks at this machine with every check. */
public final class Doctor {
    /** Every check, the one whose answer explains most of the others first. */
    static final List<Check> CHECKS = List.of(DriverChecks::restart, DriverChecks::driver, DriverChecks::wsl,
            EngineChecks::engine, EngineChecks::gpuAccess, EngineChecks::staleCdi, EngineChecks::secondEngine,
            EngineChecks::disk);

    private final MachineSource machine;
    private final SurroundingsReader reader;

    /** A doctor for a machine. */
    public Doctor(MachineSource machine, SurroundingsReader reader) {
        this.machine = machine;
        this.reader = reader;
    }

    /** Asks the machine anew and runs every check. Blocking, up to several seconds. */
    public Examination examine() throws InterruptedException {
        machine.probe();
        var state = machine.state();
        // Nothing of the real machine may show in the tour.
        var surroundings = state.simulated() ? Surroundings.NOTHING : reader.read();
        return new Examination(findings(state, surroundings), state, surroundings);
    }

    /** What the checks say of a machine, worst first; those of equal weight keep the order of the checks. */
    public static List<Finding> findings(MachineSource.State state, Surroundings surroundings) {
        var findings = new ArrayList<Finding>();
        for (var check : CHECKS) {
            findings.addAll(check.look(state, surroundings));
        }
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return List.copyOf(findings);
    }

    /** What was found, and what it was found from. */
    public record Examination(List<Finding> findings, MachineSource.State state, Surroundings surroundings) {
        /** Freezes the list. */
        public Examination {
            findings = List.copyOf(findings);
        }

        /** Whether nothing needs doing. */
        public boolean allWell() {
            return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.PROBLEM
                    || finding.severity() == Finding.Severity.WARNING);
        }
    }
}
