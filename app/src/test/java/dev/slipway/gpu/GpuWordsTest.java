package dev.slipway.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.gpu.Gpu.Maker;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuWordsTest {

    private static Gpu gpu(Maker maker) {
        return Gpu.known(0, "u", "n", maker, Reading.unknown(), Reading.unknown(), Reading.unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void hasWordsForEverything(String language) {
        var texts = Texts.load(Locale.forLanguageTag(language));
        Stream<Text> all = Stream.of(
                Arrays.stream(Reason.values()).map(reason -> GpuWords.why(new Missing<>(reason, "x"))),
                Stream.of(GpuWords.why(new Missing<>(Reason.NOT_KNOWN, GpuWords.ASLEEP))),
                Arrays.stream(Maker.values()).map(maker -> GpuWords.whyNoCuda(gpu(maker), false).orElseThrow()),
                Arrays.stream(GpuSample.ThrottleReason.values()).map(GpuWords::throttle),
                Arrays.stream(GpuProcess.Kind.values()).map(GpuWords::process)).flatMap(stream -> stream);
        all.forEach(text -> assertFalse(texts.of(text).startsWith("gpu."), text.key()));
    }

    @Test
    void anNvidiaGpuWithADriverNeedsNoExcuse() {
        assertTrue(GpuWords.whyNoCuda(gpu(Maker.NVIDIA), true).isEmpty());
        assertEquals("gpu.other.amd", GpuWords.whyNoCuda(gpu(Maker.AMD), true).orElseThrow().key());
    }
}
