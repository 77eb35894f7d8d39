package dev.slipway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.engine.PullProgress;
import dev.slipway.engine.PullProgress.Phase;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullFoldTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void layersAreFoldedIntoOneProgress() {
        var fold = new PullFold();
        assertEquals(new PullProgress(Phase.RESOLVING, 0, 0, 0, 0, 0), fold.progress());
        fold.message("2.8.0", "Pulling from pytorch/pytorch", 0, 0, 0);
        fold.message("a", "Already exists", 0, 0, 0);
        fold.message("b", "Pulling fs layer", 0, 0, 0);
        fold.message("c", "Pulling fs layer", 0, 0, 0);
        fold.message("c", "Waiting", 0, 0, 0);
        assertEquals(new PullProgress(Phase.DOWNLOADING, 1, 3, 0, 0, 0), fold.progress());
        fold.message("b", "Downloading", 100, 1000, SECOND);
        fold.message("c", "Downloading", 500, 500, 2 * SECOND);
        assertEquals(new PullProgress(Phase.DOWNLOADING, 1, 3, 600, 1500, 300), fold.progress());
        fold.message("c", "Verifying Checksum", 0, 0, 3 * SECOND);
        fold.message("c", "Download complete", 0, 0, 3 * SECOND);
        fold.message("b", "Downloading", 1000, 1000, 3 * SECOND);
        fold.message("b", "Download complete", 0, 0, 3 * SECOND);
        assertEquals(Phase.EXTRACTING, fold.progress().phase());
        fold.message("b", "Extracting", 10, 1000, 4 * SECOND);
        assertEquals(1500, fold.progress().bytesDone());
        fold.message("b", "Pull complete", 0, 0, 5 * SECOND);
        fold.message("c", "Pull complete", 0, 0, 5 * SECOND);
        fold.message("", "Digest: sha256:00", 0, 0, 5 * SECOND);
        fold.message("", "Status: Downloaded newer image for pytorch/pytorch:2.8.0", 0, 0, 5 * SECOND);
        var done = fold.progress();
        assertEquals(new PullProgress(Phase.DONE, 3, 3, 1500, 1500, done.bytesPerSecond()), done);
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        var fold = new PullFold();
        for (int second = 0; second <= 20; second++) {
            fold.message("a", "Downloading", second <= 10 ? second * 1000L : 10_000 + (second - 10) * 50L, 1 << 20,
                    second * SECOND);
        }
        assertEquals(50, fold.progress().bytesPerSecond(), 1);
    }

    @Test
    void aLayerThatIsTriedAgainStandsStill() {
        var fold = new PullFold();
        fold.message("a", "Downloading", 700, 1000, 0);
        fold.message("a", "Retrying in 5 seconds", 0, 0, SECOND);
        fold.message("a", "Downloading", 10, 1000, 2 * SECOND);
        assertEquals(700, fold.progress().bytesDone());
    }

    @Test
    void aPullWithoutLayersIsDoneWhenItHasEnded() {
        assertEquals(new PullProgress(Phase.DONE, 0, 0, 0, 0, 0), new PullFold().finished());
    }

    @Provide
    Arbitrary<List<Object[]>> messages() {
        var status = Arbitraries.of("Pulling fs layer", "Waiting", "Downloading", "Verifying Checksum",
                "Download complete", "Extracting", "Pull complete", "Already exists", "Retrying in 1 second", "?", "");
        return Combinators.combine(Arbitraries.of("a", "b", "c", ""), status, Arbitraries.longs().between(0, 1L << 40),
                Arbitraries.longs().between(0, 1L << 40), Arbitraries.longs().between(0, SECOND))
                .as((id, word, bytes, total, nanos) -> new Object[] {id, word, bytes, total, nanos}).list();
    }

    @Property
    void bytesAndLayersNeverGoBackAndNeverPassTheTotal(@ForAll("messages") List<Object[]> messages) {
        var fold = new PullFold();
        long now = 0;
        var before = fold.progress();
        for (var message : messages) {
            now += (long) message[4];
            fold.message((String) message[0], (String) message[1], (long) message[2], (long) message[3], now);
            var after = fold.progress();
            assertTrue(after.bytesDone() >= before.bytesDone() && after.layersDone() >= before.layersDone());
            assertTrue(after.bytesDone() <= after.bytesTotal() && after.layersDone() <= after.layers());
            assertTrue(after.bytesPerSecond() >= 0 && Double.isFinite(after.bytesPerSecond()));
            before = after;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ubuntu, ubuntu, latest",
        "pytorch/pytorch:2.8.0-cuda12.6, pytorch%2Fpytorch, 2.8.0-cuda12.6",
        "localhost:5000/x/y, localhost%3A5000%2Fx%2Fy, latest",
        "localhost:5000/x/y:1, localhost%3A5000%2Fx%2Fy, 1",
        "quay.io/a/b@sha256:0a, quay.io%2Fa%2Fb, sha256%3A0a",
        "quay.io/a/b:1@sha256:0a, quay.io%2Fa%2Fb, sha256%3A0a"})
    void aReferenceIsAskedForByNameAndTag(String reference, String name, String tag) {
        assertEquals("/images/create?fromImage=" + name + "&tag=" + tag, Pull.path(reference));
    }
}
