package dev.slipway.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.environment.Environment.GpuChoice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentFileTest {
    private static final Path FOLDER = Path.of("/srv/lab");
    private static final Path HOME = Path.of("/home/lin");
    private static final String LEAST = "name: thesis\nimage: a/b:1\n";

    private static Environment read(String text) throws FailureException {
        return EnvironmentFile.read(text.getBytes(StandardCharsets.UTF_8), "x.slipway", FOLDER, HOME);
    }

    @Test
    void readsEveryKey() throws FailureException {
        var environment = read("""
                # A comment
                slipway: 1
                name: thesis
                image: pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime
                gpus: [0, "4090", GPU-8f3c]
                project: work/thesis
                jupyter: true
                limits:
                  memory: 16 GiB
                  shm: 1.5g
                """);
        assertEquals(new Environment("thesis", "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime",
                new GpuChoice.Some(List.of("0", "4090", "GPU-8f3c")), Optional.of(Path.of("/srv/lab/work/thesis")),
                true, Optional.of(16L << 30), Optional.of(3L << 29)), environment);
    }

    @Test
    void readsAndWritesWhatAnEnvironmentHasBeyondItsImage() throws FailureException {
        var environment = read(LEAST + """
                packages:
                  pip: ["einops>=0.8,<1", "torch[opt]==2.8.0+cu126"]
                  conda: [conda-forge::ffmpeg=7]
                  apt: [git, libgl1]
                ssh: true
                apps:
                  - {name: tensorboard, port: 6006}
                  - name: api
                    port: 8000
                    path: /health?deep=1
                """);
        assertEquals(new Extras(new Extras.Packages(List.of("einops>=0.8,<1", "torch[opt]==2.8.0+cu126"),
                List.of("conda-forge::ffmpeg=7"), List.of("git", "libgl1")), true,
                List.of(new Extras.WebApp("tensorboard", 6006, "/"), new Extras.WebApp("api", 8000, "/health?deep=1"))),
                environment.extras());
        assertEquals(environment, read(EnvironmentFile.write(environment)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "packages: [numpy]| bad-packages",
        "packages: {npm: [left-pad]}| unknown-key",
        "packages: {pip: numpy}| bad-package-list",
        "packages: {pip: [--index-url=http://evil]}| bad-package",
        "packages: {pip: ['git+https://example.org/x']}| bad-package",
        "packages: {pip: [./here]}| bad-package",
        "packages: {pip: ['numpy; rm -rf /']}| bad-package",
        "packages: {pip: ['numpy $(id)']}| bad-package",
        "packages: {apt: [git -o]}| bad-package",
        "packages: {apt: [-o]}| bad-package",
        "packages: {conda: ['--file=x']}| bad-package",
        "packages: {pip: [numpy, numpy]}| package-twice",
        "ssh: maybe| bad-flag",
        "apps: {name: x}| bad-apps",
        "apps: [{name: x, port: 0}]| bad-port",
        "apps: [{name: x, port: 70000}]| bad-port",
        "apps: [{name: X, port: 80}]| bad-name",
        "apps: [{name: x}]| missing-key",
        "apps: [{name: x, port: 80, path: 'http://a'}]| bad-path",
        "apps: [{name: x, port: 80}, {name: y, port: 80}]| app-twice",
    })
    void refusesExtrasThatCouldMeanSomethingElse(String line, String key) {
        var failure = assertThrows(FailureException.class, () -> read(LEAST + line + "\n"));
        var problem = assertInstanceOf(Failure.BadInput.class, failure.failure()).problem();
        assertTrue(problem.toString().contains("environment.file." + key.strip()), problem.toString());
        assertTrue(problem.toString().contains("3"), "says the line: " + problem);
    }

    @Test
    void needsOnlyNameAndImage() throws FailureException {
        assertEquals(new Environment("thesis", "a/b:1", new GpuChoice.All(), Optional.empty(), false, Optional.empty(),
                Optional.empty()), read(LEAST));
    }

    @Test
    void readsATildeAsTheHomeFolder() throws FailureException {
        assertEquals(Optional.of(HOME), read(LEAST + "project: ~\n").project());
        assertEquals(Optional.of(HOME.resolve("a b")), read(LEAST + "project: ~/a b\n").project());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gpu: all                   | 3 | 1  | unknown-key-near",
        "memory: 3 GiB              | 3 | 1  | unknown-key",
        "Jupyter: true              | 3 | 1  | unknown-key-near",
        "jupyter: yes               | 3 | 10 | bad-flag",
        "jupyter: [true]            | 3 | 10 | not-a-value",
        "gpus: 0                    | 3 | 7  | bad-gpus",
        "gpus: []                   | 3 | 7  | bad-gpu-list",
        "gpus: {a: 1}               | 3 | 7  | bad-gpu-list",
        "gpus: [0, 0]               | 3 | 11 | gpu-twice",
        "gpus: ['a,b']              | 3 | 8  | bad-gpu",
        "name: again                | 3 | 1  | duplicate-key",
        "limits: 8 GiB              | 3 | 9  | bad-limits",
        "limits: {memory: 8}        | 3 | 18 | bad-size",
        "limits: {memory: 8 GB}     | 3 | 18 | bad-size",
        "limits: {memory: 1 KiB}    | 3 | 18 | size-too-small",
        "limits: {ram: 8 GiB}       | 3 | 10 | unknown-key",
        "limits: {shm: 0 GiB}       | 3 | 15 | bad-size",
        "slipway: 2                 | 3 | 10 | newer-form",
        "slipway: one               | 3 | 10 | bad-form",
        "project:                   | 3 | 9  | no-value",
        "project: \"a\\u0007b\"     | 3 | 10 | control-character",
        "project: \"a\\u202eb\"     | 3 | 10 | control-character",
        "project: &a x              | 3 | 10 | alias",
        "project: !!str x           | 3 | 10 | tag",
        "gpus: [[[[[0]]]]]          | 3 | 10 | too-deep",
        "gpus: [0                   | 4 | 1  | not-yaml",
        "--- {}                     | 3 | 1  | two-documents",
    })
    void saysWhereAndWhatIsWrong(String line, int atLine, int atColumn, String key) {
        var problem = problem(LEAST + line + "\n");
        assertEquals("environment.file.at", problem.key());
        var inner = (Text) problem.arguments().get(3);
        assertEquals("environment.file." + key, inner.key());
        assertEquals(List.of("x.slipway", atLine, atColumn), problem.arguments().subList(0, 3));
    }

    @ParameterizedTest
    @CsvSource({"Thesis", "-a", "a-", "'a b'", "1a", "../a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void refusesNamesThatAreNoNames(String name) {
        assertTrue(inWords(problem("name: '" + name + "'\nimage: a\n")).contains("cannot be a name"));
    }

    @Test
    void suggestsTheNearestKeyInWords() {
        assertEquals("x.slipway, line 3, column 1: “projcet” is not a known key. Did you mean “project”?",
                inWords(problem(LEAST + "projcet: x\n")));
    }

    @Test
    void refusesWhatIsTooLongOrNotUtf8() {
        assertEquals("environment.file.too-long", problem("#".repeat(EnvironmentFile.LONGEST + 1)).key());
        var failure = assertThrows(FailureException.class, () -> EnvironmentFile.read(
                new byte[] {'n', (byte) 0xff}, "x.slipway", FOLDER, HOME)).failure();
        assertEquals("environment.file.not-utf8", ((Failure.BadInput) failure).problem().key());
        assertEquals("environment.file.empty", problem("# nothing\n").key());
        assertTrue(inWords(problem("name: \"a\\x\"")).contains("cannot be read"), "an escape that is cut off");
    }

    @Test
    void refusesDepthAtOnce() {
        assertTrue(inWords(problem("[".repeat(60_000))).contains("too deeply"));
    }

    private static Text problem(String text) {
        var failure = assertThrows(FailureException.class, () -> read(text)).failure();
        return assertInstanceOf(Failure.BadInput.class, failure).problem();
    }

    private static String inWords(Text text) {
        return Texts.load(Locale.ENGLISH).of(text);
    }

    @Property(tries = 2000)
    void givesBackWhatItWrote(@ForAll("environments") Environment environment) throws FailureException {
        assertEquals(environment, read(EnvironmentFile.write(environment)));
    }

    @Property(tries = 1000)
    void throwsNothingButItsOwnError(@ForAll String text) {
        readOrRefuse(text);
        readOrRefuse(LEAST + text);
        readOrRefuse(LEAST + "project: " + text);
    }

    @Property(tries = 1000)
    void throwsNothingButItsOwnErrorForYamlPunctuation(@ForAll("yamlLike") String text) {
        readOrRefuse(text);
        readOrRefuse(LEAST + text);
    }

    private static void readOrRefuse(String text) {
        try {
            read(text);
        } catch (FailureException e) {
            assertInstanceOf(Failure.BadInput.class, e.failure());
        }
    }

    @Provide
    Arbitrary<String> yamlLike() {
        return Arbitraries.of("name", "limits", "gpus", ": ", ":", "\n", "  ", "- ", "[", "]", "{", "}", "&a", "*a",
                "!", "!!int", "|", ">", "'", "\"", "%", "@", "---\n", "...", "?", "<<", "0", "\t", "#", ",", "\\x", "~")
                .list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Environment> environments() {
        var names = Arbitraries.strings().withChars("abcz019-").ofMinLength(1).ofMaxLength(40)
                .filter(Naming::validName);
        var images = Arbitraries.of("a", "null", "true", "0.5", "1e3", "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime",
                "nvcr.io/nvidia/pytorch:25.01-py3", "localhost:5000/a/b", "a@sha256:" + "0".repeat(64));
        var ids = Arbitraries.strings().ofMinLength(1).ofMaxLength(20).ascii().filter(GpuSelection::validId);
        Arbitrary<GpuChoice> gpus = Arbitraries.oneOf(Arbitraries.of(new GpuChoice.All(), new GpuChoice.None()),
                ids.list().uniqueElements().ofMinSize(1).ofMaxSize(5).map(GpuChoice.Some::new));
        var projects = Arbitraries.strings().ofMinLength(1).ofMaxLength(30)
                .filter(s -> s.codePoints().noneMatch(EnvironmentReader::hidden))
                .map(s -> Path.of("/" + s).normalize()).optional();
        var sizes = Arbitraries.longs().between(16L << 20, 1L << 45).optional();
        return Combinators.combine(names, images, gpus, projects, Arbitraries.of(true, false), sizes, sizes)
                .as(Environment::new);
    }
}
