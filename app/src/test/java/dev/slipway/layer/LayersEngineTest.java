package dev.slipway.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Text;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.Engine;
import dev.slipway.engine.OneRun;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Extras;
import dev.slipway.environment.Extras.Packages;
import dev.slipway.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layers on images that behave like those people use, made of Debian's packages: with Debian's real pip and apt, a fake
 * conda, and an index of packages on loopback. PyPI and conda's channels are not asked.
 */
@Tag("engine")
@Timeout(300)
class LayersEngineTest {
    /** The image's PyTorch, of CUDA; newer ones in the index are "of the CPU". */
    private static final String TORCH_CUDA = "__version__ = '2.10.0+cu130'\ncuda = '13.0'\n";
    private static final String TORCH_CPU = "__version__ = '2.11.0'\ncuda = None\n";
    private static final String INIT = "from torch import version\nfrom torch.version import __version__\n";
    /** A JupyterLab as far as a launch looks at it. */
    private static final String LAB = """
            import sys
            def main():
                if '--version' in sys.argv:
                    print('4.9.9')
            """;

    private static TestBed bed;
    private static Engine docker;
    private static Wheels index;
    private static final List<String> MADE = new CopyOnWriteArrayList<>();

    @TempDir
    private Path cache;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private Layers layers;

    @BeforeAll
    static void open() throws Exception {
        bed = TestBed.open();
        docker = bed.docker();
        index = new Wheels()
                .add("jupyterlab", "4.9.9", List.of("ipykernel"), Map.of("jupyterlab_fake.py", LAB),
                        "jupyter-lab = jupyterlab_fake:main")
                .add("ipykernel", "6.99.0", List.of(), Map.of("ipykernel_fake.py", ""))
                .add("einops", "0.8.1", List.of(), Map.of("einops.py", "VERSION = '0.8.1'\n"))
                .add("torch", "2.11.0", List.of(), Map.of("torch/__init__.py", INIT, "torch/version.py", TORCH_CPU))
                .add("uses_torch", "1.0", List.of("torch"), Map.of("uses_torch.py", ""))
                .add("newer_torch", "1.0", List.of("torch>=2.11"), Map.of("newer_torch.py", ""))
                .add("overwrites_torch", "1.0", List.of(), Map.of("torch/version.py", TORCH_CPU));
    }

    @AfterAll
    static void close() throws Exception {
        index.close();
        for (var layer : new Layers().list(docker)) {
            new Layers().remove(docker, layer.tag());
        }
        for (var tag : MADE) {
            docker.removeImage(tag);
        }
        bed.close();
    }

    @BeforeEach
    void prepare() {
        layers = new Layers(() -> Indexes.of(Map.of("pip", index.address())), Map.of(), Optional.of(cache));
    }

    @AfterEach
    void nothingIsLeftOfBuilds() throws Exception {
        assertEquals(List.of(), docker.containers(LayerPlan.BUILD_LABEL), "containers of builds");
        assertEquals(List.of(), docker.containers("dev.slipway.look"), "containers that looked inside");
    }

    /** Makes an image of a Dockerfile's lines; {@code files} are its context. */
    private static String image(String what, Map<String, String> files, String... lines) throws Exception {
        var tag = "localhost/slipway-test/" + what + ":" + bed.run();
        var context = new LinkedHashMap<String, byte[]>();
        context.put(BuildRequest.DOCKERFILE, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        files.forEach((name, text) -> context.put(name, text.getBytes(StandardCharsets.UTF_8)));
        docker.build(new BuildRequest(tag, context, Map.of(), false), _ -> {
        });
        MADE.add(tag);
        return tag;
    }

    /** The files of a PyTorch with CUDA, below {@code torch-site} in the context. */
    private static Map<String, String> torch() {
        return Map.of("torch-site/torch/__init__.py", INIT, "torch-site/torch/version.py", TORCH_CUDA,
                "torch-site/torch-2.10.0+cu130.dist-info/METADATA",
                "Metadata-Version: 2.1\nName: torch\nVersion: 2.10.0+cu130\n",
                "torch-site/torch-2.10.0+cu130.dist-info/INSTALLER", "pip\n",
                "torch-site/torch-2.10.0+cu130.dist-info/RECORD",
                "torch/__init__.py,,\ntorch/version.py,,\ntorch-2.10.0+cu130.dist-info/METADATA,,\n");
    }

    /** As pytorch/pytorch from 2.10 on: a system's Python that PEP 668 keeps from installing, with torch beside it. */
    private static String guarded() throws Exception {
        return image("guarded", torch(), "FROM " + bed.property("imagePython"),
                "COPY torch-site/ /usr/local/lib/python3.11/dist-packages/", "USER 1000:100");
    }

    private static Environment environment(String image, boolean jupyter, Packages packages) {
        return new Environment("a", image, new Environment.GpuChoice.None(), Optional.empty(), jupyter,
                Optional.empty(), Optional.empty()).withExtras(Extras.NONE.withPackages(packages));
    }

    private static Packages pip(String... names) {
        return new Packages(List.of(names), List.of(), List.of());
    }

    /** Reads what a build prints from the moment on at which it is heard of. */
    private static Consumer<LayerProgress> lines(Consumer<String> reader) {
        var followed = new AtomicBoolean();
        return progress -> {
            if (followed.compareAndSet(false, true)) {
                progress.output().follow(piece -> {
                    if (piece != Engine.LogChunk.END) {
                        reader.accept(new String(piece.bytes(), StandardCharsets.UTF_8).strip());
                    }
                });
            }
        };
    }

    private String build(String image, boolean jupyter, Packages packages) throws Exception {
        var plan = layers.plan(docker, image, environment(image, jupyter, packages)).orElseThrow();
        layers.build(docker, plan, lines(log::add));
        return plan.tag();
    }

    private Failure.LayerFailed failure(String image, boolean jupyter, Packages packages) throws Exception {
        var plan = layers.plan(docker, image, environment(image, jupyter, packages)).orElseThrow();
        var failure = assertThrows(FailureException.class, () -> layers.build(docker, plan,
                lines(log::add))).failure();
        assertTrue(docker.imageConfig(plan.tag()).isEmpty());
        assertEquals(List.of(), docker.images(LayerPlan.BUILD_LABEL + "=" + plan.hash()), "images of the build");
        return assertInstanceOf(Failure.LayerFailed.class, failure);
    }

    /** What a script prints in an image, as nobody: what was installed must be readable by all. */
    private static String inside(String image, String script) throws Exception {
        return OneRun.of(docker, image, script + " 2>&1").output().strip();
    }

    private static String python(String image, String code) throws Exception {
        return inside(image, "python3 -c '" + code + "'");
    }

    @Test
    void addsJupyterAndPackagesToASystemsPythonThatPep668Guards() throws Exception {
        var tag = build(guarded(), true, pip("einops>=0.8", "uses-torch"));
        assertEquals("0.8.1 2.10.0+cu130 13.0 /usr", python(tag,
                "import einops, torch, sys; print(einops.VERSION, torch.__version__, torch.version.cuda, sys.prefix)"));
        assertEquals("4.9.9", inside(tag, "jupyter-lab --version"));
        assertEquals("1000:100", docker.imageConfig(tag).orElseThrow().user());
        assertTrue(index.asked.stream().noneMatch(path -> path.contains("torch-2.11")), "the other torch was fetched");
        var steps = log.stream().filter(line -> line.startsWith("Step ")).toList();
        assertEquals(10, steps.size(), steps.toString());
    }

    @Test
    void refusesAPackageThatWouldSwapTheImagesTorch() throws Exception {
        var failure = failure(guarded(), false, pip("newer-torch"));
        assertEquals(Text.of("layer.problem.constraint", "torch==2.10.0+cu130",
                "newer-torch 1.0 depends on torch>=2.11"), failure.why(), failure.detail());
    }

    @Test
    void failsWhenSomethingWroteOverTheImagesTorch() throws Exception {
        var failure = failure(guarded(), false, pip("overwrites-torch"));
        assertEquals("layer.problem.framework-changed", failure.why().key(), failure.detail());
    }

    @Test
    void saysWhichLineFailedAndKeepsTheWholeLog() throws Exception {
        var image = guarded();
        var failure = failure(image, false, pip("no-such-package"));
        assertTrue(failure.why().arguments().getFirst().toString().contains("no-such-package"), failure.toString());
        var plan = layers.plan(docker, image, environment(image, false, pip("no-such-package"))).orElseThrow();
        var file = layers.log(plan).orElseThrow();
        assertTrue(failure.detail().startsWith(file.toString()), failure.detail());
        assertTrue(Files.readString(file).contains("pinned: torch==2.10.0+cu130"));
    }

    @Test
    void addsToAVirtualEnvironmentWithItsTorch() throws Exception {
        var venv = image("venv", torch(), "FROM " + bed.property("imagePython"), "RUN python3 -m venv /opt/venv",
                "COPY torch-site/ /opt/venv/lib/python3.11/site-packages/", "ENV PATH=/opt/venv/bin:/usr/bin:/bin");
        var tag = build(venv, true, pip("einops"));
        assertEquals("/opt/venv 2.10.0+cu130", python(tag,
                "import sys, torch, einops; print(sys.prefix, torch.__version__)"));
        assertEquals("/opt/venv/bin/jupyter-lab", inside(tag, "command -v jupyter-lab"));
    }

    @Test
    void bringsPipToAPythonThatHasNone() throws Exception {
        var bare = image("bare", Map.of(), "FROM " + bed.property("imagePython"),
                "RUN python3 -m venv --without-pip /opt/venv && rm -rf /usr/lib/python3.11/ensurepip",
                "ENV PATH=/opt/venv/bin:/usr/bin:/bin");
        var tag = build(bare, false, pip("einops"));
        assertEquals("/opt/venv", python(tag, "import sys, einops; print(sys.prefix)"));
    }

    @Test
    void installsByCondaAndKeepsItsTorch() throws Exception {
        // A conda that does what it is told, and breaks PyTorch when told so.
        var conda = """
                #!/bin/sh
                [ "$1 $2 $3 $4" = "install -y --prefix /opt/conda" ] || exit 9
                cat /opt/conda/conda-meta/pinned
                shift 4
                while [ $# -gt 0 ]; do
                  case $1 in
                    --file) for name in $(cat "$2"); do
                        echo "installing $name"
                        echo "NAME = '$name'" >/opt/conda/lib/python3.11/site-packages/by_conda.py
                        [ "$name" != breaks-torch ] || echo "__version__ = '0'" \\
                            >/opt/conda/lib/python3.11/site-packages/torch/version.py
                      done; shift 2 ;;
                    *) shift ;;
                  esac
                done
                """;
        var files = new LinkedHashMap<>(torch());
        files.put("conda.sh", conda);
        var image = image("conda", files, "FROM " + bed.property("imagePython"), "RUN python3 -m venv /opt/conda",
                "COPY conda.sh /opt/conda/bin/conda", "COPY torch-site/ /opt/conda/lib/python3.11/site-packages/",
                "RUN mkdir /opt/conda/conda-meta && touch /opt/conda/conda-meta/python-3.11.2-h1_0.json "
                        + "/opt/conda/conda-meta/pytorch-2.10.0-py3.11_cuda13.0.json",
                "ENV PATH=/opt/conda/bin:/usr/bin:/bin");
        var tag = build(image, true, new Packages(List.of(), List.of("ffmpeg"), List.of()));
        assertEquals("ffmpeg 2.10.0+cu130 False", python(tag, "import by_conda, torch, os; print(by_conda.NAME, "
                + "torch.__version__, os.path.exists(\"/opt/conda/conda-meta/pinned\"))"));
        assertTrue(log.contains("pytorch ==2.10.0"), log.toString());
        assertTrue(log.contains("python ==3.11.2"), log.toString());
        assertEquals("/opt/conda/bin/jupyter-lab", inside(tag, "command -v jupyter-lab"));
        assertEquals("layer.problem.framework-changed", failure(image, false,
                new Packages(List.of(), List.of("breaks-torch"), List.of())).why().key());
    }

    @Test
    void saysThatThereIsNoCondaAndNoApt() throws Exception {
        assertEquals("layer.problem.no-conda", failure(guarded(), false,
                new Packages(List.of(), List.of("ffmpeg"), List.of())).why().key());
        assertEquals("layer.problem.no-apt", failure(bed.tiny(docker), false,
                new Packages(List.of(), List.of(), List.of("git"))).why().key());
        assertEquals("layer.problem.no-python", failure(bed.tiny(docker), true, Packages.NONE).why().key());
    }

    @Test
    void takesDebiansOwnJupyterWhereThereIsNoPythonAndNoIndexGivesJupyterLab() throws Exception {
        try (var empty = new Wheels()) {
            layers = new Layers(() -> Indexes.of(Map.of("pip", empty.address())), Map.of(), Optional.of(cache));
            var debian = bed.property("imageDebian");
            var plan = layers.plan(docker, debian, environment(debian, true,
                    new Packages(List.of(), List.of(), List.of("bsdextrautils")))).orElseThrow();
            layers.build(docker, plan, lines(log::add));
            assertEquals("/usr/bin/jupyter-notebook", inside(plan.tag(), "command -v jupyter-notebook"));
            assertEquals("/usr/bin/hexdump", inside(plan.tag(), "command -v hexdump"));
            assertTrue(Probed.look(docker, plan.tag()).jupyter().isPresent());
        }
    }

    @Test
    void neverRunsNotebooksInAnotherPythonThanTheImages() throws Exception {
        var venv = image("own-python", Map.of(), "FROM " + bed.property("imagePython"),
                "RUN python3 -m venv /opt/venv", "ENV PATH=/opt/venv/bin:/usr/bin:/bin");
        try (var empty = new Wheels()) {
            layers = new Layers(() -> Indexes.of(Map.of("pip", empty.address())), Map.of(), Optional.of(cache));
            assertEquals("layer.problem.other-python", failure(venv, true, Packages.NONE).why().key());
        }
    }

    @Test
    void aCancelledBuildLeavesNothingBehind() throws Exception {
        var image = guarded();
        index.gate = new CountDownLatch(1);
        var plan = layers.plan(docker, image, environment(image, false, pip("einops==0.8.1"))).orElseThrow();
        var ended = new CompletableFuture<Outcome<Object>>();
        var fetching = new CountDownLatch(1);
        var task = Background.virtualThreads().run("build", () -> {
            layers.build(docker, plan, lines(line -> {
                if (line.contains("einops")) {
                    fetching.countDown();
                }
            }));
            return "";
        }, ended::complete);
        assertTrue(fetching.await(120, TimeUnit.SECONDS));
        task.cancel();
        var outcome = ended.get(60, TimeUnit.SECONDS);
        index.gate.countDown();
        assertInstanceOf(Failure.Cancelled.class, assertInstanceOf(Outcome.Failed.class, outcome).failure());
        assertEquals(List.of(), docker.images(LayerPlan.BUILD_LABEL + "=" + plan.hash()));
        assertEquals(List.of(), docker.containers(LayerPlan.BUILD_LABEL));
        assertFalse(layers.built(docker, plan));
    }

    @Test
    void aLayerIsSharedListedAndRemovedUnlessAContainerUsesIt() throws Exception {
        var image = guarded();
        var wanted = environment(image, false, pip("einops>0.7"));
        var tag = build(image, false, wanted.extras().packages());
        log.clear();
        assertEquals(tag, build(image, false, wanted.extras().packages()));
        assertEquals(List.of(), new ArrayList<>(log), "it was built again");
        var layer = layers.list(docker).stream().filter(it -> it.tag().equals(tag)).findFirst().orElseThrow();
        assertEquals(image, layer.base());
        assertEquals(new LayerNeeds(false, false, pip("einops>0.7")), layer.needs());
        assertTrue(layer.bytes() > 0 && layer.bytes() < 20_000_000, "" + layer.bytes());
        var user = docker.create(bed.spec(docker, "user", List.of("true")).withImage(tag));
        assertThrows(FailureException.class, () -> layers.remove(docker, tag));
        assertTrue(docker.imageConfig(tag).isPresent());
        docker.remove(user);
        layers.remove(docker, tag.substring(tag.indexOf(':') + 1, tag.indexOf(':') + 9));
        assertTrue(docker.imageConfig(tag).isEmpty());
    }

    @Test
    void buildsOnPodmanToo() throws Exception {
        try (var podman = bed.podman()) {
            var image = bed.property("imagePythonPodman");
            var plan = layers.plan(podman, image, environment(image, true, pip("einops"))).orElseThrow();
            var progress = new CopyOnWriteArrayList<LayerProgress>();
            layers.build(podman, plan, progress::add);
            assertEquals("0.8.1", OneRun.of(podman, plan.tag(), "python3 -c 'import einops; print(einops.VERSION)'")
                    .output().strip());
            assertTrue(progress.getLast().step() > 5 && progress.getLast().steps() >= progress.getLast().step());
            assertEquals(List.of("layer.step.before", "layer.step.jupyter", "layer.step.pip", "layer.step.check"),
                    progress.stream().map(it -> it.doing().key()).filter(key -> !key.endsWith(".other")
                            && !key.endsWith(".first")).toList());
            assertEquals(List.of(plan.tag()), layers.list(podman).stream().map(Layer::tag).toList());
            layers.remove(podman, plan.tag());
            assertEquals(List.of(), layers.list(podman));
        }
    }

    @Test
    void whatAnImageHasIsLookedAtOnce() throws Exception {
        var image = guarded();
        layers.plan(docker, image, environment(image, true, Packages.NONE));
        try (var files = Files.list(cache)) {
            assertEquals(1, files.filter(file -> file.toString().endsWith(".probe")).count());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var again = new Layers(() -> Indexes.USUAL, Map.of(), Optional.of(cache));
        assertTrue(again.plan(docker, image, environment(image, true, Packages.NONE)).isPresent());
    }
}
