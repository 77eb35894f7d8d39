package dev.slipway.doctor;

import dev.slipway.machine.MachineSource;
import java.util.List;

/** One thing that can be wrong with a machine. Pure: it looks only at what it is given, and does nothing. */
@FunctionalInterface
public interface Check {
    /**
     * What is wrong, or the one {@link Finding.Severity#OK} finding that says what was seen to work; empty when the
     * parts it needs are not known yet or the question does not arise on this machine.
     */
    List<Finding> look(MachineSource.State state, Surroundings surroundings);
}
