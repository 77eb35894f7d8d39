package dev.slipway.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.slipway.engine.BuildProgress;
import dev.slipway.engine.Engine;
import dev.slipway.engine.ImageConfig;
import dev.slipway.environment.Extras.Packages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerProgressTest {
    private final BuildOutput output = new BuildOutput();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | '' | layer.step.first",
        "1 | FROM pytorch/pytorch:2.8.0 | layer.step.other",
        "4 | COPY slipway/ /opt/slipway/layer/ | layer.step.other",
        "6 | RUN [\"/bin/sh\", \"/opt/slipway/layer/install.sh\", \"pip\"] | layer.step.pip",
        "6 | RUN /bin/sh /opt/slipway/layer/install.sh jupyter | layer.step.jupyter",
        "6 | RUN [\"/bin/sh\", \"/opt/slipway/layer/install.sh\", \"rm\"] | layer.step.other"})
    void tellsWhatAStepDoes(int step, String instruction, String key) {
        assertEquals(key, LayerProgress.of(new BuildProgress(step, 9, instruction, "x"), output).doing().key());
    }

    @Test
    void everyTaskOfTheDockerfileHasWords() {
        var needs = new LayerNeeds(true, true, new Packages(List.of("einops"), List.of("ffmpeg"), List.of("git")));
        var plan = LayerPlan.of("img", image(), needs);
        var keys = plan.dockerfile().lines().filter(line -> line.startsWith("RUN "))
                .map(line -> LayerProgress.of(new BuildProgress(1, 9, line, ""), output).doing().key()).toList();
        assertEquals(Stream.of("before", "system", "conda", "ssh", "jupyter", "pip", "check")
                .map(task -> "layer.step." + task).toList(), keys);
    }

    @Test
    void whoComesLateReadsFromTheBeginning() {
        var read = new ArrayList<String>();
        output.line("one");
        output.line("two");
        var reading = output.follow(piece -> read.add(words(piece)));
        output.line("three");
        reading.close();
        output.line("four");
        output.end();
        assertEquals(List.of("one", "two", "three"), read);
        var all = new ArrayList<Engine.LogChunk>();
        output.follow(all::add);
        assertEquals(5, all.size());
        assertSame(Engine.LogChunk.END, all.getLast());
    }

    private static ImageConfig image() {
        return new ImageConfig("amd64", "linux", Map.of("PATH", "/bin"), Map.of(), List.of(), List.of(), "", "", 1000,
                List.of("sha256:aa"));
    }

    private static String words(Engine.LogChunk piece) {
        return new String(piece.bytes(), StandardCharsets.UTF_8).strip();
    }
}
