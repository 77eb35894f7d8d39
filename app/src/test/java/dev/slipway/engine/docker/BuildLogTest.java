package dev.slipway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.engine.BuildProgress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildLogTest {
    @Test
    void stepsAreKnownWithTheirInstructionsWhateverFollows() {
        var told = new ArrayList<BuildProgress>();
        var log = new BuildLog(told::add);
        log.text("Step 2/9 : COPY slipway/ /opt/slip");
        log.text("way/layer/\n ---> 3f2a0c\nSTEP 3/9: RUN [\"/bin/sh\", \"pip\"]\n\u001b[32mCollecting x\u001b[0m");
        log.end();
        var copy = "COPY slipway/ /opt/slipway/layer/";
        var run = "RUN [\"/bin/sh\", \"pip\"]";
        assertEquals(List.of(new BuildProgress(2, 9, copy, "Step 2/9 : " + copy),
                new BuildProgress(2, 9, copy, " ---> 3f2a0c"), new BuildProgress(3, 9, run, "STEP 3/9: " + run),
                new BuildProgress(3, 9, run, "Collecting x")), told);
    }
}
