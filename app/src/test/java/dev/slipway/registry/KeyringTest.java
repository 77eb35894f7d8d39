package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With programs of the test's own in place of the system's keyrings. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class KeyringTest {
    private static final Login LOGIN = new Login("ada", "p:w \"quoted\" \\ 密", false);
    private static final Login TOKEN = new Login("", "identity", true);

    @TempDir
    Path folder;

    private final Map<String, String> env = new HashMap<>();

    private Keyring keyring() {
        env.put("PATH", folder.resolve("bin").toString());
        return new Keyring(folder.resolve("config.json"), env, Optional.of(folder.resolve("own/logins")),
                Duration.ofSeconds(5));
    }

    private void program(String name, String... lines) throws IOException {
        var file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        // Each call and its arguments are written down, so that a test can look for secrets in them.
        Files.writeString(file, "#!/bin/sh\ncd '" + folder + "' && echo \"" + name + " $*\" >> calls\n"
                + String.join("\n", lines) + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    /** A helper that keeps what it is given in files, one a server. */
    private void helper(String name) throws IOException {
        program("docker-credential-" + name, "mkdir -p " + name, "input=$(cat)",
                "file=" + name + "/$(printf %s \"$input\" | sed 's/.*\"ServerURL\":\"\\([^\"]*\\)\".*/\\1/' | tr / _)",
                "case $1 in", "store) printf %s \"$input\" > \"$file\" ;;",
                "get) [ -f \"$file\" ] || { echo 'credentials not found in native keychain'; exit 1; }",
                "  cat \"$file\" ;;",
                "erase) rm -f \"$file\" ;;", "esac");
    }

    private void secretTool() throws IOException {
        env.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        program("secret-tool", "mkdir -p ring", "case $1 in",
                "store) cat > \"ring/$6\" ;;",
                "lookup) [ -f \"ring/$5\" ] || exit 1; cat \"ring/$5\" ;;",
                "clear) rm -f \"ring/$5\" ;;", "esac");
    }

    private String calls() throws IOException {
        return Files.readString(folder.resolve("calls"));
    }

    private void assertKeeps(Keyring keyring, Keyring.Place expected) throws Exception {
        assertEquals(expected, keyring.place("nvcr.io"));
        for (var login : List.of(LOGIN, TOKEN)) {
            assertEquals(expected, keyring.keep("nvcr.io", login));
            assertEquals(Optional.of(login), keyring.find("nvcr.io"));
            assertEquals(Optional.of(login), new Credentials(keyring).login("nvcr.io"));
            assertEquals(Optional.empty(), keyring.find("quay.io"));
        }
        if (!(expected instanceof Keyring.Place.Memory)) {
            assertEquals(Optional.of(TOKEN), keyring().find("nvcr.io"), "another run finds it");
            assertFalse(calls().contains("p:w") || calls().contains("identity"), calls());
        }
        assertEquals(Keyring.Forgotten.GONE, keyring.forget("nvcr.io"));
        assertEquals(Optional.empty(), keyring.find("nvcr.io"));
        assertEquals(Keyring.Forgotten.NONE, keyring.forget("nvcr.io"));
        for (var language : Texts.LANGUAGES) {
            var texts = Texts.load(language);
            assertFalse(texts.of(expected.text()).startsWith("login."));
            assertFalse(texts.of(expected.kept()).startsWith("login."));
        }
    }

    @Test
    void theHelperThatDockerNamesComesFirst() throws Exception {
        helper("own");
        helper("pass");
        secretTool();
        Files.writeString(folder.resolve("config.json"), "{\"credHelpers\":{\"nvcr.io\":\"own\"}}");
        assertKeeps(keyring(), new Keyring.Place.DockerHelper("docker-credential-own"));
        assertFalse(Files.exists(folder.resolve("own/logins")), "Docker's own helper needs no list");
        assertEquals(new Keyring.Place.OtherHelper("docker-credential-pass"), keyring().place("quay.io"));
    }

    @Test
    void dockerHubIsKeptUnderTheNameDockerUses() throws Exception {
        helper("own");
        Files.writeString(folder.resolve("config.json"), "{\"credsStore\":\"own\"}");
        keyring().keep("docker.io", LOGIN);
        assertTrue(Files.exists(folder.resolve("own/https:__index.docker.io_v1_")));
        assertEquals(Optional.of(LOGIN), keyring().find("docker.io"));
    }

    @Test
    void aHelperOnThePathComesNext() throws Exception {
        helper("pass");
        secretTool();
        assertKeeps(keyring(), new Keyring.Place.OtherHelper("docker-credential-pass"));
    }

    @Test
    void thenTheDesktopsKeyring() throws Exception {
        secretTool();
        assertKeeps(keyring(), new Keyring.Place.SystemKeyring());
    }

    @Test
    void withoutABusOrAnAnswerThereIsNoKeyring() throws Exception {
        secretTool();
        env.clear();
        assertEquals(new Keyring.Place.Memory(), keyring().place("nvcr.io"));
        env.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        program("secret-tool", "echo 'secret-tool: Cannot autolaunch D-Bus without X11 $DISPLAY' >&2", "exit 1");
        assertEquals(new Keyring.Place.Memory(), keyring().place("nvcr.io"));
    }

    @Test
    void withNothingALoginLastsForThisRun() throws Exception {
        assertKeeps(keyring(), new Keyring.Place.Memory());
        keyring().keep("nvcr.io", LOGIN);
        assertEquals(Optional.empty(), keyring().find("nvcr.io"));
        try (var files = Files.walk(folder)) {
            assertEquals(List.of(folder), files.toList(), "nothing is written");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "cat > /dev/null", "exec cat /dev/zero",
        "echo '{\"Username\":\"eve\",\"Secret\":\"x\"}'"})
    void aPlaceThatDoesNotGiveItBackDoesNotCount(String broken) throws Exception {
        program("docker-credential-own", broken);
        Files.writeString(folder.resolve("config.json"), "{\"credsStore\":\"own\"}");
        secretTool();
        env.put("PATH", folder.resolve("bin").toString());
        var keyring = new Keyring(folder.resolve("config.json"), env, Optional.of(folder.resolve("l")),
                Duration.ofMillis(300));
        assertEquals(new Keyring.Place.SystemKeyring(), keyring.keep("nvcr.io", LOGIN));
    }

    @Test
    void keyringsAreNotAskedForWhatSlipwayNeverKept() throws Exception {
        helper("pass");
        secretTool();
        assertEquals(Optional.empty(), keyring().find("nvcr.io"));
        assertFalse(Files.exists(folder.resolve("calls")), "no program ran");
    }

    @Test
    void whatLiesInDockersFileIsFoundLastAndLeftAlone() throws Exception {
        var file = folder.resolve("config.json");
        var text = "{\"auths\":{\"nvcr.io\":{\"auth\":\"YWRhOnA6dw==\"}}}";
        Files.writeString(file, text);
        helper("pass");
        assertEquals(Optional.of(new Login("ada", "p:w", false)), keyring().find("nvcr.io"));
        keyring().keep("nvcr.io", LOGIN);
        assertEquals(Optional.of(LOGIN), keyring().find("nvcr.io"));
        assertEquals(Keyring.Forgotten.IN_DOCKERS_FILE, keyring().forget("nvcr.io"));
        assertEquals(text, Files.readString(file));
    }

    @Test
    void aWrongLoginIsKeptNowhere() throws Exception {
        helper("pass");
        try (var server = new FakeServer(); var registries = new Registries("1", Map.of(), keyring(),
                () -> Mirrors.NONE, Clock.systemUTC())) {
            server.on("/v2/", exchange -> {
                boolean known = LOGIN.basic().equals(exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"lab\"");
                (known ? FakeServer.body(200, "{}") : FakeServer.body(401, "{}")).answer(exchange);
            });
            var host = server.url("/").replaceFirst("http://([^/]*)/", "$1");
            var failure = assertThrows(FailureException.class, () ->
                    registries.logIn(host, new Login("ada", "wrong", false)));
            assertInstanceOf(Failure.LoginRefused.class, failure.failure());
            assertFalse(failure.toString().contains("wrong"));
            assertFalse(Files.exists(folder.resolve("calls")), "no keyring was asked");
            assertEquals(new Keyring.Place.OtherHelper("docker-credential-pass"), registries.logIn(host, LOGIN));
            assertEquals(Optional.of(LOGIN), keyring().find(host));
            assertEquals(Keyring.Forgotten.GONE, registries.logOut(host));
        }
    }

    @Test
    void aRegistryThatAsksForNothingProvesNothing() throws Exception {
        try (var server = new FakeServer(); var registries = new Registries("1", Map.of(), keyring(),
                () -> Mirrors.NONE, Clock.systemUTC())) {
            server.on("/v2/", FakeServer.body(200, "{}")::answer);
            var host = server.url("/").replaceFirst("http://([^/]*)/", "$1");
            assertInstanceOf(Failure.LoginNotAsked.class, assertThrows(FailureException.class, () ->
                    registries.logIn(host, LOGIN)).failure());
            assertEquals(Optional.empty(), keyring().find(host));
        }
    }

    @ParameterizedTest
    @CsvSource({"nvcr.io, nvcr.io", "https://NVCR.io/, nvcr.io", "https://index.docker.io/v1/, docker.io",
        "docker.io, docker.io", "127.0.0.1:5000, 127.0.0.1:5000", "localhost, localhost", "nvcr.io/nvidia, ",
        "--all, ", "nvcr, ", "'', ", "a b.io, ", "user:pw@a.io, ", "../x.io, "})
    void registriesAreNamedInOneForm(String typed, String name) {
        assertEquals(Optional.ofNullable(name), Logins.registry(typed));
    }

    @Test
    void secretsAreInNoText() {
        assertFalse(LOGIN.toString().contains(LOGIN.secret()));
        assertFalse(new Programs.Answer(0, "secret".getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString()
                .contains("secret"));
    }
}
