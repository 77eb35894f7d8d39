package dev.slipway.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.FailureException;
import dev.slipway.base.Texts;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.selftest.Proof.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfTestResultsTest {
    @TempDir
    private Path folder;

    private static List<String> lines(SelfTestResult result) {
        var texts = Texts.load(Locale.ENGLISH);
        return Proof.of(result).stream().map(proof -> proof.level() + " " + texts.of(proof.text())).toList();
    }

    private static SelfTestResult changed(String from, String to) throws Exception {
        var words = Recorded.words();
        assertTrue(words.contains(from), from);
        return Recorded.h200("thesis", "2026-11-21T05:00:00Z", words.replace(from, to));
    }

    private static String level(SelfTestResult result, String key) {
        return Proof.of(result).stream().filter(proof -> proof.text().key().equals("selftest.proof." + key))
                .map(proof -> proof.level().name()).findFirst().orElse("none");
    }

    @Test
    void aRealResultProvesEverythingButTheModeThatFailed() throws Exception {
        var result = Recorded.h200("thesis", "2026-11-21T05:00:00Z", Recorded.words());
        assertEquals(List.of(
                "GOOD 1 GPU is visible inside, the same one that the host gave it, by its UUID: NVIDIA H200.",
                "GOOD The driver inside is the host’s, 580.159.04.",
                "GOOD PyTorch 2.11.0+cu130 for CUDA 13.0 sees the GPU and holds code for it "
                        + "(sm_75 sm_80 sm_86 sm_90 sm_100 sm_120).",
                "GOOD Matrix products ran on every GPU.",
                "CAUTION torch.compile did not run in the mode max-autotune: RuntimeError: out of shared memory",
                "GOOD torch.compile gives eager’s results, to within 0.70 %.",
                "GOOD NCCL adds up correctly across 2 GPUs."), lines(result));
        assertTrue(Proof.allWell(result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // what the script says instead           | to                                    | proof            | level
        "000000000001\", \"name\"                 | 000000000002\", \"name\"              | other-gpus       | BAD",
        "\"driver\": \"580.159.04\"               | \"driver\": \"575.0\"                 | other-driver     | CAUTION",
        "\"torch\": \"2.11.0+cu130\"              | \"error\": \"No module named torch\"  | no-torch         | CAUTION",
        "\"cuda\": \"13.0\"                       | \"cuda\": null                        | cpu-torch        | BAD",
        "\"available\": true                      | \"available\": false                  | not-available    | BAD",
        "\"capability\": \"9.0\"                  | \"capability\": \"6.1\"               | no-code          | BAD",
        "\"relativeError\": 0.0024575325660407543 | \"relativeError\": 0.3                | compile-differs  | BAD",
        "\"correct\": true                        | \"correct\": false                    | all-reduce-wrong | BAD",
    })
    void whatIsWrongIsSaid(String from, String to, String proof, String level) throws Exception {
        var result = changed(from, to);
        assertEquals(level, level(result, proof), lines(result).toString());
        assertEquals(!level.equals("BAD"), Proof.allWell(result));
    }

    @Test
    void noGpuInsideIsWrongOnlyWhereOneWasGiven() throws Exception {
        var none = SelfTestStore.measured(
                "{\"devices\": {\"error\": \"cuInit answers with error 100\", \"gpus\": []}}");
        var given = Recorded.h200("a", "2026-11-21T05:00:00Z", Recorded.words());
        var without = new SelfTestResult("a", given.at(), given.image(), given.digest(), given.gpus(), given.driver(),
                none);
        assertEquals("BAD", level(without, "no-gpu"));
        assertFalse(Proof.allWell(without));
        var unasked = new SelfTestResult("a", given.at(), given.image(), given.digest(), List.of(), given.driver(),
                none);
        assertEquals("CAUTION", level(unasked, "no-gpu-asked"));
    }

    @ParameterizedTest
    @CsvSource({"sm_80 sm_90, 9.0, true", "sm_80, 8.9, true", "sm_89, 8.6, false", "sm_90, 10.0, false",
        "sm_90 compute_90, 10.0, true", "compute_120, 10.0, false", "sm_100 sm_120, 12.0, true", "sm_90a, 9.0, true",
        "'', 9.0, false", "rubbish sm_x, 9.0, false"})
    void codeOfTheSameMajorOrOlderPtxRuns(String archs, String capability, boolean runs) {
        assertEquals(runs, Proof.runs(List.of(archs.split(" ")), ComputeCapability.parse(capability).orElseThrow()));
    }

    @Test
    void figuresCarryTheShareOfTheDataSheet() throws Exception {
        var texts = Texts.load(Locale.ENGLISH);
        var result = Recorded.h200("thesis", "2026-11-21T05:00:00Z", Recorded.words());
        var product = Figures.of(result).getFirst();
        assertEquals("Matrix product, bf16, GPU 0", texts.of(product.label()));
        assertEquals("688 TFLOP/s", product.shown());
        assertEquals("70 % of the data sheet’s 990", texts.of(product.note().orElseThrow()));
        assertTrue(Figures.of(changed("NVIDIA H200", "NVIDIA Unknown")).getFirst().note().isEmpty());
    }

    @Test
    void theGainIsAboveOneWhereTheSecondIsBetter() throws Exception {
        var first = Recorded.h200("a", "2026-11-21T05:00:00Z", Recorded.words());
        var second = changed("688.114859164132", "344.057429582066");
        var pairs = Figures.compare(first, second);
        assertEquals(0.5, pairs.getFirst().gain().orElseThrow(), 1e-6, "half the rate");
        var quicker = Figures.compare(first, changed("1.227942446444897", "0.6139712232224485"));
        var eager = quicker.stream().filter(pair -> pair.first().filter(figure -> figure.unit()
                == Figures.Unit.MILLISECONDS).isPresent()).findFirst().orElseThrow();
        assertEquals(2, eager.gain().orElseThrow(), 1e-6, "half the time");
    }

    @Test
    void whatIsKeptComesBackNewestFirst() throws Exception {
        var store = new SelfTestStore(folder.resolve("results"));
        assertEquals(List.of(), store.list());
        var old = Recorded.keep(store, "thesis", "2026-11-20T05:00:00Z", Recorded.words());
        var young = Recorded.keep(store, "other", "2026-11-21T05:00:00Z", Recorded.words());
        assertEquals(List.of(young, old), store.list());
        assertTrue(store.text(old).contains("\"session\" : \"thesis\""));
    }

    @Test
    void whatIsDamagedOrNotOursIsPassedOver() throws Exception {
        var store = new SelfTestStore(folder);
        var good = Recorded.keep(store, "thesis", "2026-11-20T05:00:00Z", Recorded.words());
        Files.writeString(folder.resolve("20261121T050000Z-cut.json"), "{\"form\": 1, \"sess");
        Files.writeString(folder.resolve("20261121T060000Z-newer.json"), "{\"form\": 2}");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.createSymbolicLink(folder.resolve("20261121T070000Z-link.json"), Path.of("/etc/passwd"));
        assertEquals(List.of(good), store.list());
    }

    @Test
    void aFolderThatCannotBeWrittenSaysSo() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThrows(FailureException.class,
                () -> Recorded.keep(new SelfTestStore(file), "a", "2026-11-20T05:00:00Z", Recorded.words()));
    }

    @Property(tries = 500)
    void foreignWordsNeverThrowAnythingElse(@ForAll String words) {
        try {
            Proof.of(Recorded.h200("a", "2026-11-20T05:00:00Z", words));
        } catch (FailureException e) {
            assertEquals("BadInput", e.failure().getClass().getSimpleName());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"[]", "{}", "null", "7",
        "{\"devices\": 7, \"software\": [], \"matmul\": \"x\"}",
        "{\"matmul\": [{\"teraflops\": \"much\"}], \"compile\": [1, null, {}]}",
        "{\"devices\": {\"gpus\": [{\"uuid\": 1}, {\"uuid\": \"GPU-1\", \"capability\": \"x\"}]}}"})
    void oddShapesAreReadAsNothing(String words) throws Exception {
        var result = Recorded.h200("a", "2026-11-20T05:00:00Z", words);
        assertTrue(Proof.of(result).stream().anyMatch(proof -> proof.level() == Level.BAD));
        assertEquals(List.of(), Figures.of(result));
    }
}
