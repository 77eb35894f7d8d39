package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.base.Version;
import dev.slipway.compat.Machines;
import dev.slipway.engine.Container;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import dev.slipway.gpu.GpuSource;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check --look-inside} says, with an engine whose one container prints what a test wants. */
class CheckInsideTest {
    private static final String IMAGE = "lab/torch:local";
    private static final String TORCH = "slipway.python=3.12\nslipway.torch=2.11.0+cu130\nslipway.cuda=13.0\n"
            + "slipway.cudnn=91002\nslipway.code=sm_75 sm_80 sm_86 sm_90 sm_100 sm_120\n";

    @TempDir
    private Path folder;
    private final EngineInfo info = new EngineInfo(new Endpoint(URI.create("unix:///none.sock"),
            Endpoint.Origin.SETTINGS, "Docker"), EngineInfo.Kind.DOCKER, Version.of("26.1"), "1.45", false, false,
            false, Set.of(GpuAccess.NVIDIA_RUNTIME), List.of(), "/var/lib/docker", Reading.unknown(), "amd64");
    private String prints = TORCH;
    private int exit;
    private Map<String, String> environment = Map.of();
    private String typed = "";
    private String driver = "535.183.01";
    private boolean ran;
    private int code;

    private Engine engine() {
        return (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(), new Class<?>[] {Engine.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "info" -> info;
                    case "images" -> List.of(new LocalImage("sha256:1", List.of(IMAGE), List.of(), 1, Instant.EPOCH,
                            Map.of()));
                    case "imageConfig" -> IMAGE.equals(arguments[0]) ? Optional.of(new ImageConfig("amd64", "linux",
                            environment, Map.of(), List.of(), List.of(), "", "", 1)) : Optional.empty();
                    case "create" -> {
                        ran = true;
                        yield "one";
                    }
                    case "start", "remove", "close" -> null;
                    case "container" -> Optional.of(new Container("one", "one", IMAGE, Container.State.EXITED,
                            Optional.of(exit), false, "", Instant.EPOCH, Optional.of(Instant.EPOCH), Optional.empty(),
                            Map.of(), List.of(), "none"));
                    case "logs" -> {
                        @SuppressWarnings("unchecked")
                        var output = (Consumer<Engine.LogChunk>) arguments[3];
                        output.accept(new Engine.LogChunk(prints.getBytes(StandardCharsets.UTF_8), false));
                        output.accept(Engine.LogChunk.END);
                        Subscription done = () -> {
                        };
                        yield done;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private String check(String language) {
        var machine = Machines.with(Machines.rtx4090(driver), info);
        var engine = engine();
        var source = (MachineSource) Proxy.newProxyInstance(MachineSource.class.getClassLoader(),
                new Class<?>[] {MachineSource.class}, (_, method, _) -> switch (method.getName()) {
                    case "probe" -> machine;
                    case "engine" -> Optional.of(engine);
                    case "info" -> Optional.of(info);
                    case "state" -> state(machine);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var console = new Console(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), print, print, false,
                !typed.isEmpty(), false);
        var arguments = typed.isEmpty() ? List.of("check", "--offline", "--look-inside", "--yes", IMAGE)
                : List.of("check", "--offline", "--look-inside", IMAGE);
        code = new Cli(_ -> new TourServices(folder, source), console, Texts.load(Locale.forLanguageTag(language)),
                "1.0").run(arguments.toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatThePythonSaidDecidesAndTheFactsStandBeside() {
        var english = check("en");
        assertEquals(1, code, english);
        assertTrue(english.contains("Does not run on the RTX 4090. CUDA 13.0 needs driver 580.65.06 or newer; this "
                + "machine has 535.183.01.\n"), english);
        assertTrue(english.contains("  From inside: PyTorch 2.11.0 · CUDA 13.0 · 7.5, 8.0, 8.6, 9.0, 10.0, 12.0\n"),
                english);
        assertTrue(english.contains("  By the facts alone: It is not known which CUDA version and GPU code are "
                + "inside.\n"), english);
        var chinese = check("zh-CN");
        assertTrue(chinese.contains("不能在 RTX 4090 上运行。CUDA 13.0 需要驱动 580.65.06 或更新版本，本机为 535.183.01。\n"),
                chinese);
        assertTrue(chinese.contains("  内部所见：PyTorch 2.11.0 · CUDA 13.0 · 7.5, 8.0, 8.6, 9.0, 10.0, 12.0\n"), chinese);
        assertTrue(chinese.contains("  仅凭数据判断："), chinese);
        driver = "580.95.05";
        var newer = check("en");
        assertEquals(0, code, newer);
        assertTrue(newer.contains("Runs on the RTX 4090.\n"), newer);
        assertTrue(newer.contains("Facts from the image's own PyTorch"), newer);
    }

    @Test
    void aBuildForTheProcessorSaysSo() {
        prints = "slipway.python=3.11\nslipway.torch=2.9.1\nslipway.cuda=\nslipway.cudnn=\n";
        var english = check("en");
        assertTrue(english.contains("Runs, but without the GPU: it holds a CPU-only build.\n"), english);
        assertTrue(english.contains("  From inside: PyTorch 2.9.1 · CPU\n"), english);
    }

    @Test
    void withoutPytorchOrPythonTheFactsDecide() {
        prints = "slipway.python=3.12\nslipway.error=ModuleNotFoundError\n";
        assertTrue(check("en").contains("  From inside: Python 3.12 · no PyTorch\n"));
        assertTrue(check("zh-CN").contains("  内部所见：Python 3.12 · 没有 PyTorch\n"));
        prints = "";
        exit = 87;
        assertTrue(check("en").contains("  From inside: no Python that can be asked\n"));
    }

    @Test
    void theImagesOwnCheckOfTheDriverCountsAllTheSame() {
        prints = TORCH.replace("cu130", "cu126").replace("cuda=13.0", "cuda=12.6");
        environment = Map.of("NVIDIA_REQUIRE_CUDA", "cuda>=12.6");
        var english = check("en");
        assertEquals(1, code, english);
        assertTrue(english.contains("The engine refuses to start it: its label asks for cuda>=12.6."), english);
    }

    @Test
    void nothingRunsWithoutAYes() {
        typed = "n\n";
        var english = check("en");
        assertTrue(english.contains("Run the Python inside lab/torch:local once? It gets no GPU, no network and no "
                + "folder of yours."), english);
        assertFalse(ran);
        assertFalse(english.contains("From inside"), english);
    }

    private static MachineSource.State state(Machine machine) {
        return new MachineSource.State(Optional.of(machine.host()), Optional.of(new GpuSource.Inventory(
                machine.driver(), machine.gpus(), "test")), Optional.of(List.of()), machine.engine(), false);
    }
}
