package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Reading;
import dev.slipway.base.Texts;
import dev.slipway.catalog.Reference;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentFile;
import dev.slipway.machine.Machines;
import dev.slipway.registry.Keyring;
import dev.slipway.registry.Login;
import dev.slipway.registry.Logins;
import dev.slipway.registry.RemoteImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs commands as a user does, with the tour's machine behind them. */
class CliTest {
    private static final String IMAGE = "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime";

    @TempDir
    Path folder;

    private TourServices services;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Locale locale = Locale.ENGLISH;
    private String typed = "";
    private boolean interactive;

    @BeforeEach
    void makeServices() {
        services = new TourServices(folder);
    }

    @ParameterizedTest
    @CsvSource({"'', true", "--tour, true", "--language zh-CN, true", "--language=en --tour, true",
        "thesis.slipway, true", "a.slipway b.slipway, false", "machine, false", "--version, false", "--help, false",
        "--tour machine, false", "up thesis.slipway, false"})
    void onlyCommandsAreForTheCommandLine(String line, boolean window) {
        assertEquals(window, Arguments.wantsWindow(line.isEmpty() ? List.of() : List.of(line.split(" "))));
    }

    @Test
    void theLanguageIsReadBeforeAnythingElse() {
        assertEquals(Optional.of(Locale.SIMPLIFIED_CHINESE), Arguments.language(List.of("ps", "--language", "zh-CN")));
        assertEquals(Optional.of(Locale.ENGLISH), Arguments.language(List.of("--language=en", "ps")));
        assertEquals(Optional.empty(), Arguments.language(List.of("shell", "x", "--", "--language", "en")));
    }

    @Test
    void theVersionIsPrinted() {
        assertEquals(0, run("--version"));
        assertEquals("slipway 1.0", out().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine", "images", "check", "up", "ps", "jupyter", "shell", "logs", "watch", "stop", "rm",
        "login", "logout", "doctor", "setup", "facts", "completion", "manual", "uninstall"})
    void everyCommandExplainsItselfInBothLanguages(String command) {
        for (var language : List.of("en", "zh-CN")) {
            locale = Locale.forLanguageTag(language);
            out.reset();
            assertEquals(0, run(command, "--help"));
            assertTrue(out().contains(Texts.load(locale).of("cli." + command).substring(0, 5)), out());
            assertFalse(out().contains("cli."), out());
        }
    }

    @Test
    void theListOfCommandsIsComplete() {
        assertEquals(0, run("--help"));
        for (var command : List.of("machine", "images", "check", "up", "ps", "jupyter", "shell", "logs", "watch",
                "stop", "rm", "doctor", "setup", "facts", "completion", "uninstall")) {
            assertTrue(out().contains("  " + command + " "), command + " in " + out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "machine --nonsense", "check", "jupyter", "watch --count many",
        "watch --count 0",
        "watch --interval 0", "up", "up --name x", "up --name X --image a", "up --name x --image -v",
        "--language klingon ps", "rm diffusion", "images --machine /nowhere.json", "up nowhere.slipway"})
    void wrongUsageEndsWithTwoAndSaysWhy(String line) {
        assertEquals(2, run(line.split(" ")), err());
        assertFalse(err().isBlank());
        assertTrue(out().isEmpty(), out());
    }

    @Test
    void machineReadsWhatMachineWrites() throws IOException {
        assertEquals(0, run("machine", "--json"));
        var file = folder.resolve("m.json");
        Files.writeString(file, out());
        assertEquals("linux", json().get("os").asText());
        out.reset();
        assertEquals(0, run("check", "--machine", file.toString(), "--json", IMAGE), err());
        var answer = json().get(0);
        assertEquals(List.of("image", "verdict", "reasons", "explanation", "suggestion"), fields(answer));
        assertEquals(IMAGE, answer.get("image").asText());
    }

    @Test
    void checkEndsWithOneWhenAnImageFails() throws IOException {
        var file = folder.resolve("old.json");
        Files.writeString(file, "{\"os\":\"linux\",\"arch\":\"amd64\",\"wsl\":false,\"driver\":{\"version\":"
                + "\"450.80.02\",\"cuda\":\"11.0\"},\"gpus\":[{\"name\":\"Tesla T4\",\"computeCapability\":\"7.5\","
                + "\"memoryBytes\":16106127360}],\"engine\":null}");
        assertEquals(1, run("check", "--machine", file.toString(), "--json", IMAGE));
        assertEquals("fails", json().get(0).get("verdict").asText());
        assertEquals("driver-too-old", json().get(0).get("reasons").get(0).asText());
    }

    private static RemoteImage remote(Reference reference, String architecture, String... environment) {
        var variables = new java.util.HashMap<String, String>();
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return new RemoteImage(reference, "sha256:" + "0".repeat(64), architecture, "linux", variables,
                java.util.Map.of(), List.of(), List.of(), "", "", List.of(new RemoteImage.Layer("sha256:1",
                        3L << 30, Optional.empty())), 5000);
    }

    @Test
    void checkTellsWhereTheFactsComeFrom() {
        run("check", "--offline", IMAGE);
        var lines = out().lines().filter(line -> line.startsWith("  Facts from ")).toList();
        assertEquals(1, lines.size(), out());
        assertTrue(lines.getFirst().contains("; confidence: "), out());
        assertFalse(lines.getFirst().contains("https://"), out());
        run("check", "--offline", "--facts", IMAGE);
        assertTrue(out().lines().filter(line -> line.startsWith("      Facts from ")).count() >= 2, out());
    }

    @Test
    void factsAreToldToProgramsToo() throws IOException {
        run("check", "--offline", "--json", "--facts", IMAGE);
        var answer = json().get(0);
        assertEquals(List.of("image", "verdict", "reasons", "explanation", "suggestion", "confidence", "sources",
                "facts"), fields(answer));
        assertFalse(answer.get("sources").isEmpty());
        var facts = new ArrayList<String>();
        answer.get("facts").forEach(fact -> facts.add(fact.get("fact").asText() + " " + fact.get("met").asBoolean()
                + " " + fact.get("confidence").asText("read") + " " + !fact.get("sources").isEmpty()));
        assertTrue(facts.contains("Your driver true read false"), facts.toString());
        assertTrue(facts.contains("CUDA 12.6 needs true high true"), facts.toString());
    }

    @Test
    void checkAsksTheRegistryForWhatTheCatalogueDoesNotKnow() throws IOException {
        var asked = new ArrayList<String>();
        services.lookup = Optional.of((reference, architecture) -> {
            asked.add(reference.familiar() + " " + architecture);
            return remote(reference, architecture, "CUDA_VERSION", "12.6.3", "TORCH_CUDA_ARCH_LIST", "7.5 8.0 8.6 9.0");
        });
        assertEquals(0, run("check", "lab.example/own:1", IMAGE), err());
        assertEquals(List.of("lab.example/own:1 amd64"), asked);
        assertTrue(out().contains("Download: 3.0 GiB"), out());
        assertTrue(out().contains("On disk: about 7.5 GiB"), out());
        out.reset();
        assertEquals(0, run("check", "--json", "lab.example/own:1"));
        var answer = json().get(0);
        assertEquals(List.of("image", "verdict", "reasons", "explanation", "suggestion"), fields(answer));
        assertTrue(List.of("runs", "caveat").contains(answer.get("verdict").asText()), answer.toString());
        out.reset();
        asked.clear();
        assertEquals(0, run("check", "--offline", "--json", "lab.example/own:1"));
        assertEquals("unknown", json().get(0).get("verdict").asText());
        assertEquals(List.of(), asked);
    }

    @Test
    void checkSaysWhyTheRegistryCouldNotBeAsked() throws IOException {
        services.lookup = Optional.of((reference, _) -> {
            throw new FailureException(new Failure.NetworkFailed(reference.registry(), "no route"));
        });
        assertEquals(0, run("check", "--json", "lab.example/own:1"));
        assertEquals("unknown", json().get(0).get("verdict").asText());
        assertTrue(json().get(0).get("explanation").asText().contains("lab.example"), out());
        out.reset();
        assertEquals(0, run("check", "lab.example/own:1"));
        assertTrue(out().contains("Its registry could not be asked: The connection to lab.example failed."), out());
    }

    @Test
    void checkSaysThatARegistryHasNoSuchImage() throws IOException {
        services.lookup = Optional.of((reference, _) -> {
            throw new FailureException(new Failure.ImageNotFound(reference.familiar(), "404"));
        });
        assertEquals(1, run("check", "--json", "lab.example/own:1"));
        assertEquals("fails", json().get(0).get("verdict").asText());
        assertEquals("no-such-tag", json().get(0).get("reasons").get(0).asText());
    }

    @Test
    void imagesListsRowsAndRunsKeepsOnlyWhatRuns() throws IOException {
        assertEquals(0, run("images", "--json"));
        int all = json().size();
        out.reset();
        assertEquals(0, run("images", "--runs", "--json"));
        assertTrue(json().size() > 0 && json().size() < all, json().size() + " of " + all);
        for (var row : json()) {
            assertTrue(List.of("runs", "caveat").contains(row.get("verdict").asText()), row.toString());
        }
        out.reset();
        assertEquals(0, run("images"));
        assertTrue(out().contains("pytorch/pytorch:"));
    }

    @Test
    void nothingHereIsNoFailureForTheReadingCommands() {
        var bare = Machines.refused(Machines.state(Machines.linux(),
                Reading.missing(Reading.Reason.NO_LIBRARY, "libnvidia-ml.so.1"), List.of()),
                new Failure.EngineNotReachable("unix:///var/run/docker.sock", ""));
        services = new TourServices(folder, Machines.source(bare));
        for (var line : List.of("machine", "machine --json", "images", "images --json", "doctor --report")) {
            assertEquals(0, run(line.split(" ")), line + err());
        }
        assertEquals(1, run("doctor"), err());
        assertEquals(1, run("doctor", "--json"), err());
        assertEquals(1, run("setup"), err());
        assertEquals(1, run("setup", "--json"), err());
        assertEquals(1, run("check", IMAGE), err());
        assertEquals(3, run("ps"));
        assertTrue(err().contains("docker.sock"), err());
    }

    @Test
    void aClosedDoorIsToldRatherThanAMissingEngine() {
        services = new TourServices(folder, Machines.source(Machines.refused(Machines.state(Machines.linux(),
                Reading.unknown(), List.of()), new Failure.PermissionDenied("/var/run/docker.sock", ""))));
        assertEquals(3, run("ps"));
        assertTrue(err().contains("You may not use /var/run/docker.sock"), err());
    }

    @Test
    void psListsSessionsForPeopleAndPrograms() throws IOException {
        assertEquals(0, run("ps", "--json"));
        var names = new ArrayList<String>();
        json().forEach(session -> names.add(session.get("name").asText()));
        assertEquals(List.of("diffusion", "thesis", "course-cv-03"), names);
        assertEquals("running", json().get(0).get("state").asText());
        out.reset();
        locale = Locale.SIMPLIFIED_CHINESE;
        assertEquals(0, run("ps"));
        assertTrue(out().contains("运行中"), out());
    }

    @Test
    void upStartsAndKeepsAnEnvironment() throws IOException {
        assertEquals(0, run("up", "--name", "fresh", "--image", IMAGE, "--gpus", "0", "--project", folder.toString()),
                err());
        assertTrue(out().contains("“fresh” is up."), out());
        assertTrue(err().contains("Start"), err());
        assertTrue(Files.readString(folder.resolve("data/environments/fresh.slipway")).contains(IMAGE));
        assertEquals(Optional.of("fresh"), services.sessions().list().stream().map(session -> session.name())
                .filter("fresh"::equals).findFirst());
    }

    @Test
    void upOfWhatIsUpAlreadyIsDone() {
        assertEquals(0, run("up", "--name", "fresh", "--image", IMAGE), err());
        assertEquals(0, run("up", "fresh"), err());
    }

    @Test
    void upDoesNotReplaceAnEnvironmentUnasked() throws IOException {
        assertEquals(0, run("up", "--name", "fresh", "--image", IMAGE), err());
        assertEquals(2, run("up", "--name", "fresh", "--image", "nvidia/cuda:12.6.3-base-ubuntu24.04"));
        assertTrue(Files.readString(folder.resolve("data/environments/fresh.slipway")).contains(IMAGE));
    }

    @Test
    void aFileFromElsewhereIsShownAndNeedsAYes() throws IOException {
        var file = foreign();
        assertEquals(2, run("up", file.toString()));
        assertTrue(err().contains("docker run"), err());
        assertTrue(err().contains(folder.toString()), err());
        assertTrue(services.sessions().list().stream().noneMatch(session -> session.name().equals("guest")));
        interactive = true;
        typed = "n\n";
        assertEquals(1, run("up", file.toString()));
        assertTrue(services.sessions().list().stream().noneMatch(session -> session.name().equals("guest")));
        typed = "y\n";
        assertEquals(0, run("up", file.toString()), err());
        assertTrue(services.sessions().list().stream().anyMatch(session -> session.name().equals("guest")));
    }

    @Test
    void yesAnswersTheQuestion() throws IOException {
        assertEquals(0, run("up", foreign().toString(), "--yes"), err());
    }

    @Test
    void aWrongFileIsToldWithItsPlace() throws IOException {
        var file = folder.resolve("bad.slipway");
        Files.writeString(file, "name: bad\nimage: a/b\ngpus: some\n");
        assertEquals(2, run("up", file.toString(), "--yes"));
        assertTrue(err().contains("line 3"), err());
    }

    @Test
    void stopAndRemoveAnswerForUnknownNames() {
        assertEquals(1, run("stop", "nobody"));
        assertEquals(1, run("rm", "nobody", "--yes"));
        assertEquals(0, run("stop", "thesis"), err());
        assertEquals(0, run("rm", "thesis", "--yes"), err());
        assertTrue(services.sessions().list().stream().noneMatch(session -> session.name().equals("thesis")));
    }

    @Test
    void removeAsksAndKeepsOnNo() {
        interactive = true;
        typed = "\n";
        assertEquals(1, run("rm", "thesis"));
        assertTrue(services.sessions().list().stream().anyMatch(session -> session.name().equals("thesis")));
        typed = "是\n";
        assertEquals(0, run("rm", "thesis"), err());
    }

    @Test
    void logsArePrintedAsTheyCame() {
        assertEquals(0, run("logs", "thesis"));
        assertTrue(out().contains("epoch  1/40"), out());
    }

    @Test
    void watchPrintsOneObjectALine() throws IOException {
        assertEquals(0, run("watch", "--count", "1", "--json"), err());
        assertEquals(1, out().lines().count());
        var sample = json();
        assertEquals(List.of("time", "gpus", "sessions", "otherBytes"), fields(sample));
        assertEquals(List.of("index", "uuid", "memoryUsedBytes", "memoryTotalBytes", "utilizationPercent",
                "temperatureCelsius", "powerWatts"), fields(sample.get("gpus").get(0)));
        assertTrue(sample.get("sessions").get(0).get("gpuMemoryBytes").get("0").asLong() > 0);
    }

    @Test
    void doctorGivesFindingsAndAReport() throws IOException {
        assertEquals(0, run("doctor", "--json"));
        assertEquals(List.of("id", "severity", "title", "cause", "evidence", "fix"), fields(json().get(0)));
        out.reset();
        assertEquals(0, run("doctor", "--report"));
        assertTrue(out().startsWith("Slipway 1.0"), out());
    }

    @Test
    void setupSaysWhatIsThereAndHowTheFirstNotebookStarts() throws IOException {
        assertEquals(0, run("setup"), err());
        assertTrue(out().contains("✓ works  Container engine: "), out());
        assertTrue(out().contains("Your first notebook: pytorch-notebook · CUDA 13.0 on the RTX 4090"), out());
        var line = out().lines().filter(one -> one.strip().startsWith("slipway up ")).findFirst().orElseThrow();
        assertTrue(line.contains(" --gpus 0 --jupyter --project "), line);
        out.reset();
        assertEquals(0, run("setup", "--json"), err());
        assertEquals(List.of("complete", "simulated", "parts", "notebook"), fields(json()));
        assertEquals(List.of("topic", "standing", "title", "detail", "fix"), fields(json().get("parts").get(0)));
        assertTrue(json().get("complete").asBoolean());
    }

    @Test
    void setupShowsTheCommandsOfAFixAndRunsNone() throws IOException {
        services = new TourServices(folder, Machines.source(Machines.refused(Machines.state(Machines.linux(),
                Machines.driver("580.95.05", "13.0"), List.of(Machines.rtx4090())),
                new Failure.PermissionDenied("/var/run/docker.sock", ""))));
        assertEquals(1, run("setup"), err());
        assertTrue(out().contains("✗ missing  Container engine: "), out());
        assertTrue(out().contains("      sudo usermod "), out());
        assertTrue(out().contains("One thing is missing before GPU containers run here."), out());
        assertFalse(out().contains("Your first notebook"), out());
        out.reset();
        assertEquals(1, run("setup", "--json"), err());
        assertFalse(json().get("complete").asBoolean());
        assertTrue(json().get("notebook").isNull());
        assertEquals("missing", json().get("parts").get(2).get("standing").asText());
        assertFalse(json().get("parts").get(2).get("fix").get("commands").isEmpty());
    }

    @Test
    void aShellWithoutATerminalStreamsWhatIsPiped() {
        typed = "exit\r";
        assertEquals(0, run("shell", "thesis"), err());
        assertFalse(out().isEmpty());
        assertFalse(out().contains("\r"), "a pipe wants plain line ends");
        assertEquals(1, run("shell", "nobody"));
    }

    @Test
    void progressChangesOneLineOnATerminalAndLeavesNothing() {
        interactive = true;
        assertEquals(0, run("up", "--name", "fresh", "--image", IMAGE), err());
        assertTrue(err().contains("\r"), err());
        assertTrue(err().endsWith("\r"), "the line is wiped at the end");
        assertFalse(err().contains("\n"), err());
        assertTrue(err().contains("of 7 layers"), err());
    }

    @Test
    void servicesAreClosedAfterACommand() {
        run("machine");
        assertTrue(services.closed);
    }

    private Path foreign() throws IOException {
        var file = folder.resolve("guest.slipway");
        Files.writeString(file, EnvironmentFile.write(new Environment("guest", IMAGE, new Environment.GpuChoice.None(),
                Optional.of(Files.createDirectories(folder.resolve("project"))), false, Optional.empty(),
                Optional.empty())));
        return file;
    }

    /** A registry that knows "right", and notes what is kept. */
    private Logins logins(Keyring.Place place, List<String> kept) {
        return new Logins() {
            @Override
            public Keyring.Place place(String registry) {
                return place;
            }

            @Override
            public Keyring.Place logIn(String registry, Login login) throws FailureException {
                if (!login.secret().equals("right")) {
                    throw new FailureException(new Failure.LoginRefused(registry, "401"));
                }
                kept.add(registry + " " + login.user());
                return place;
            }

            @Override
            public Keyring.Forgotten logOut(String registry) {
                return kept.removeIf(one -> one.startsWith(registry + " ")) ? Keyring.Forgotten.GONE
                        : Keyring.Forgotten.NONE;
            }
        };
    }

    @Test
    void aPasswordIsPipedInProvedAndKept() {
        var kept = new ArrayList<String>();
        services.logins = Optional.of(logins(new Keyring.Place.OtherHelper("docker-credential-pass"), kept));
        typed = "wrong\n";
        assertEquals(1, run("login", "nvcr.io", "--password-stdin"));
        assertTrue(err().contains("does not accept") && err().contains("Nothing was stored"), err());
        assertFalse((out() + err()).contains("wrong"), "a secret is never printed");
        assertEquals(List.of(), kept);
        typed = "right\n";
        assertEquals(0, run("login", "https://nvcr.io/", "--password-stdin"), err());
        assertTrue(out().contains("docker-credential-pass"), out());
        assertEquals(0, run("login", "ghcr.io", "-u", "ada", "--password-stdin"), err());
        assertEquals(List.of("nvcr.io $oauthtoken", "ghcr.io ada"), kept);
        assertEquals(0, run("logout", "nvcr.io"));
        assertEquals(1, run("logout", "nvcr.io"));
        assertEquals(List.of("ghcr.io ada"), kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "login nvcr", "login ghcr.io --password-stdin", "login nvcr.io",
        "login nvcr.io --password right", "login nvcr.io --password-stdin", "logout", "logout a/b"})
    void aLoginThatCannotBeReadIsWrongUsage(String line) {
        services.logins = Optional.of(logins(new Keyring.Place.SystemKeyring(), new ArrayList<>()));
        assertEquals(2, run(line.split(" ")), err());
        assertFalse(err().isBlank());
    }

    @Test
    void withoutAKeyringTheCommandLineKeepsNothingAndSaysSo() {
        var kept = new ArrayList<String>();
        services.logins = Optional.of(logins(new Keyring.Place.Memory(), kept));
        typed = "right\n";
        assertEquals(3, run("login", "nvcr.io", "--password-stdin"));
        assertTrue(err().contains("secret-tool"), err());
        assertEquals(List.of(), kept);
    }

    private int run(String... arguments) {
        var console = new Console(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                false, interactive, false);
        return new Cli(_ -> services, console, Texts.load(locale), "1.0").run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() throws IOException {
        return Json.MAPPER.readTree(out());
    }

    private static List<String> fields(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
