package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Text;
import dev.slipway.catalog.Reference;
import dev.slipway.compat.Verdict;
import dev.slipway.registry.RemoteImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckedTest {
    private static final Verdict VERDICT = new Verdict(Verdict.Level.RUNS, List.of(), Text.of("any"), List.of(),
            Optional.empty(), List.of(), List.of(), "high");

    private static Checked checked(Set<String> here, Optional<Long> free) {
        var remote = new RemoteImage(Reference.parse("lab.example/own:1").orElseThrow(), "sha256:1", "amd64", "linux",
                Map.of(), Map.of(), List.of(), List.of(), "", "",
                List.of(new RemoteImage.Layer("sha256:a", 1000, Optional.of("sha256:da")),
                        new RemoteImage.Layer("sha256:b", 400, Optional.of("sha256:db"))), 10);
        return new Checked(VERDICT, Optional.of(remote), Optional.empty(), here, free);
    }

    @Test
    void whatIsHereIsNotDownloaded() {
        var pull = checked(Set.of("sha256:da"), Optional.of(1025L)).pull().orElseThrow();
        assertEquals(410, pull.download());
        assertEquals(1000, pull.shared());
        assertEquals(1025, pull.unpacked());
        assertFalse(pull.tooLarge());
    }

    @Test
    void whatDoesNotFitIsToldOnlyWhereTheFreeSpaceIsKnown() {
        assertTrue(checked(Set.of(), Optional.of(3524L)).pull().orElseThrow().tooLarge());
        assertFalse(checked(Set.of(), Optional.of(3525L)).pull().orElseThrow().tooLarge());
        assertFalse(checked(Set.of(), Optional.empty()).pull().orElseThrow().tooLarge());
    }

    @Test
    void withoutARegistryThereIsNothingToPull() {
        assertEquals(Optional.empty(), Checked.known(VERDICT).pull());
    }
}
