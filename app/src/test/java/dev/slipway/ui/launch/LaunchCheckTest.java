package dev.slipway.ui.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Texts;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.compat.ImageTable;
import dev.slipway.engine.GpuAccess;
import dev.slipway.environment.Extras;
import dev.slipway.environment.FurtherPorts;
import dev.slipway.environment.LaunchInputs;
import dev.slipway.machine.Machines;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchCheckTest {
    private static final Extras EVERYTHING = new Extras(Extras.Packages.NONE, true,
            List.of(new Extras.WebApp("gradio", 7860, "/"), new Extras.WebApp("docs", 8000, "/")));

    private static List<String> effects(String language, boolean jupyter, Extras extras, Map<String, Integer> ports) {
        var machine = Machines.state(Machines.linux(), Machines.driver("580.95.05", "13.0"),
                List.of(Machines.rtx4090()), Machines.docker("28.2.2", GpuAccess.NVIDIA_RUNTIME)).machine()
                .orElseThrow();
        var row = ImageTable.best(ImageTable.rows(machine, BundledCatalog.load(), List.of(), Map.of())).orElseThrow();
        var form = new LaunchForm("thesis", row.entry().reference(), List.of(0), 1, "", jupyter, "", "",
                Optional.empty(), extras);
        var inputs = new LaunchInputs(Optional.empty(), Path.of("/home/lin"), LaunchInputs.Folder.NONE,
                Optional.empty(), 8889, "token", "launch", 0, ports);
        var state = new LaunchCheck(Texts.load(Locale.forLanguageTag(language))).check(form, machine, row, inputs,
                Set.of());
        assertEquals(Map.of(), state.problems());
        return state.effects().stream().filter(line -> line.contains("127.0.0.1")).toList();
    }

    @Test
    void everyPortSaysWhatItIsFor() {
        var lines = effects("en", true, EVERYTHING, Map.of(FurtherPorts.TENSORBOARD, 6009, FurtherPorts.SSH, 2300));
        assertEquals(List.of(
                "It publishes Jupyter on 127.0.0.1, for this computer only, behind a secret token.",
                "It publishes SSH on 127.0.0.1, for this computer only; who logs in needs one of your keys.",
                "It keeps a port on 127.0.0.1 ready for TensorBoard, for this computer only; its pages stand below a "
                        + "secret path.",
                "It publishes its web page “gradio” on 127.0.0.1, for this computer only. Whether that asks for a "
                        + "password is up to the page.",
                "It publishes its web page “docs” on 127.0.0.1, for this computer only. Whether that asks for a "
                        + "password is up to the page."), lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void noLineIsSaidTwice(String language) {
        var lines = effects(language, true, EVERYTHING, Map.of());
        assertEquals(5, lines.size());
        assertEquals(5, new HashSet<>(lines).size(), lines.toString());
    }

    @Test
    void aPageOnJupytersUsualPortIsAPageWhereThereIsNoJupyter() {
        var lines = effects("en", false, new Extras(Extras.Packages.NONE, false,
                List.of(new Extras.WebApp("mine", 8888, "/"))), Map.of());
        assertEquals(2, lines.size(), lines.toString());
        assertEquals(1, lines.stream().filter(line -> line.contains("“mine”")).count(), lines.toString());
    }
}
