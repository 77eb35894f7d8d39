package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Texts;
import dev.slipway.engine.GpuAccess;
import dev.slipway.machine.Machine;
import dev.slipway.machine.Machines;
import dev.slipway.tour.Tour;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineJsonTest {
    private static final String SMALL = """
            {"os":"linux","arch":"amd64","wsl":false,"driver":{"version":"535.183.01","cuda":"12.2"},
             "gpus":[{"name":"NVIDIA GeForce RTX 4090","computeCapability":"8.9","memoryBytes":25757220864}],
             "engine":{"kind":"docker","version":"28.2.2","gpuAccess":["nvidia-runtime","cdi"]}}""";

    @Test
    void readsTheSmallestForm() throws FailureException {
        var machine = read(SMALL);
        assertEquals("535.183.01", machine.driver().asOptional().orElseThrow().version().text());
        assertEquals("12.2", machine.driver().asOptional().orElseThrow().cuda().asOptional().orElseThrow().text());
        assertEquals("8.9", machine.nvidiaGpus().getFirst().computeCapability().map(Object::toString).orElse(""));
        assertEquals(java.util.Set.of(GpuAccess.CDI, GpuAccess.NVIDIA_RUNTIME),
                machine.engine().orElseThrow().gpuAccess());
    }

    @Test
    void aMachineWithoutDriverAndEngineIsReadToo() throws FailureException {
        var machine = read("{\"os\":\"linux\",\"arch\":\"arm64\",\"wsl\":false,\"driver\":null,\"gpus\":[],"
                + "\"engine\":null}");
        assertTrue(machine.driver().asOptional().isEmpty());
        assertEquals(Optional.empty(), machine.engine());
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() throws FailureException {
        for (var machine : List.of(
                new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO).machine().state().machine().orElseThrow(),
                Machines.state(Machines.linux(), Machines.driver("580.95.05", "13.0"), List.of(Machines.rtx4090()),
                        Machines.docker("28.2", GpuAccess.CDI)).machine().orElseThrow())) {
            var written = MachineJson.write(machine);
            var again = MachineJson.write(read(written.toString()));
            for (var field : List.of("os", "osName", "arch", "wsl", "driver", "memoryBytes")) {
                assertEquals(written.get(field), again.get(field), field);
            }
            for (var field : List.of("index", "uuid", "name", "maker", "computeCapability", "memoryBytes")) {
                assertEquals(written.at("/gpus/0/" + field), again.at("/gpus/0/" + field), field);
            }
            for (var field : List.of("kind", "version", "gpuAccess", "rootless", "arch")) {
                assertEquals(written.at("/engine/" + field), again.at("/engine/" + field), field);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "os | \"beos\" | os",
        "os | 3 | os",
        "arch | null | arch",
        "wsl | \"yes\" | wsl",
        "driver | [] | driver",
        "driver | {} | driver.version",
        "driver | {\"version\":\"new\"} | driver.version",
        "driver | {\"version\":\"535.1\",\"cuda\":\"x\"} | driver.cuda",
        "gpus | {} | gpus",
        "gpus | [1] | gpus[0]",
        "gpus | [{\"name\":\"\"}] | gpus[0].name",
        "gpus | [{\"name\":\"a\\u001b[2J\"}] | gpus[0].name",
        "gpus | [{\"name\":\"a\",\"computeCapability\":\"new\"}] | gpus[0].computeCapability",
        "gpus | [{\"name\":\"a\",\"memoryBytes\":-1}] | gpus[0].memoryBytes",
        "gpus | [{\"name\":\"a\",\"memoryBytes\":1e400}] | gpus[0].memoryBytes",
        "gpus | [{\"name\":\"a\"},{\"name\":\"b\",\"maker\":\"acme\"}] | gpus[1].maker",
        "engine | {\"kind\":\"lxc\",\"version\":\"1\"} | engine.kind",
        "engine | {\"kind\":\"docker\",\"version\":\"1\",\"gpuAccess\":[\"magic\"]} | engine.gpuAccess",
    })
    void anErrorNamesTheField(String field, String value, String at) throws Exception {
        var json = (ObjectNode) Json.MAPPER.readTree(SMALL);
        json.set(field, Json.MAPPER.readTree(value));
        var failure = failure(json.toString());
        assertEquals(at, failure.detail());
        for (var locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            var words = Texts.load(locale).of(failure.title());
            assertTrue(words.contains("“" + at + "”"), words);
        }
    }

    @Test
    void brokenJsonIsToldWithItsPlace() {
        var words = Texts.load(Locale.ENGLISH).of(failure("{\n  \"os\": linux}").title());
        assertTrue(words.contains("line 2"), words);
    }

    @Test
    void deepAndLargeFilesAreRefused() {
        failure("[".repeat(100_000));
        failure(" ".repeat(2 << 20));
        failure("{\"os\":" + "9".repeat(50_000) + "}");
    }

    @Property
    void anythingElseIsRefusedWithItsOwnError(@ForAll byte[] anything) {
        tryToRead(anything);
    }

    @Property
    void aFileCutOrChangedAnywhereThrowsNothingElse(@ForAll @IntRange(max = 320) int at, @ForAll byte other,
            @ForAll boolean cut) {
        var bytes = SMALL.getBytes(StandardCharsets.UTF_8);
        int place = Math.min(at, bytes.length - 1);
        if (cut) {
            bytes = java.util.Arrays.copyOf(bytes, place);
        } else {
            bytes[place] = other;
        }
        tryToRead(bytes);
    }

    private static void tryToRead(byte[] content) {
        try {
            MachineFile.read(content, "m.json");
        } catch (FailureException e) {
            assertInstanceOf(Failure.BadInput.class, e.failure());
        }
    }

    private static Failure failure(String content) {
        return assertThrows(FailureException.class, () -> read(content)).failure();
    }

    private static Machine read(String content) throws FailureException {
        return MachineFile.read(content.getBytes(StandardCharsets.UTF_8), "m.json");
    }
}
