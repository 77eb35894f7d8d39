package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @TempDir
    Path folder;

    private Optional<Login> login(String config, String registry) throws Exception {
        Files.writeString(folder.resolve("config.json"), config);
        return new Credentials(Keyring.ofThisUser(Map.of("DOCKER_CONFIG", folder.toString()), Path.of("/none"),
                folder.resolve("logins"))).login(registry);
    }

    @Test
    void storedLoginsAreFoundUnderTheNamesDockerUses() throws Exception {
        var auth = "{\"auth\":\"YWRhOnA6dw==\"}";
        assertEquals(Optional.of(new Login("ada", "p:w", false)),
                login("{\"auths\":{\"https://index.docker.io/v1/\":" + auth + "}}", "docker.io"));
        assertEquals(Optional.of(new Login("ada", "p:w", false)), login("{\"auths\":{\"nvcr.io\":" + auth + "}}",
                "nvcr.io"));
        assertEquals(Optional.of(new Login("ada", "p:w", false)),
                login("{\"auths\":{\"https://nvcr.io\":" + auth + "}}", "nvcr.io"));
        assertEquals(Optional.empty(), login("{\"auths\":{\"nvcr.io\":" + auth + "}}", "quay.io"));
        assertEquals(Optional.of(new Login("", "idt", true)),
                login("{\"auths\":{\"a.io\":{\"identitytoken\":\"idt\"}}}", "a.io"));
    }

    /** A credential helper as a script: "get" reads the server's name and answers with JSON. */
    private Optional<Login> fromHelper(String config, String registry, String... lines) throws Exception {
        var program = folder.resolve("docker-credential-own");
        Files.writeString(program, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertTrue(program.toFile().setExecutable(true));
        Files.writeString(folder.resolve("config.json"), config);
        return new Keyring(folder.resolve("config.json"), Map.of("PATH", folder.toString()), Optional.empty(),
                Duration.ofSeconds(2)).find(registry);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void helpersAreAskedForTheServerAndTheirOwnRegistriesAlone() throws Exception {
        var script = new String[] {"read -r server || true", "[ \"$1\" = get ] || exit 1",
            "[ \"$server\" = nvcr.io ] || exit 1",
            "echo '{\"ServerURL\":\"nvcr.io\",\"Username\":\"$oauthtoken\",\"Secret\":\"key\"}'"};
        var own = Optional.of(new Login("$oauthtoken", "key", false));
        assertEquals(own, fromHelper("{\"credsStore\":\"own\"}", "nvcr.io", script));
        assertEquals(own, fromHelper("{\"credHelpers\":{\"nvcr.io\":\"own\"}}", "nvcr.io", script));
        assertEquals(Optional.empty(), fromHelper("{\"credsStore\":\"own\"}", "quay.io", script));
        assertEquals(Optional.of(new Login("ada", "p:w", false)), fromHelper("{\"credsStore\":\"own\",\"auths\":"
                + "{\"quay.io\":{\"auth\":\"YWRhOnA6dw==\"}}}", "quay.io", script), "the file is asked next");
        assertEquals(Optional.of(new Login("", "idt", true)), fromHelper("{\"credsStore\":\"own\"}", "a.io",
                "read -r server || true", "echo '{\"Username\":\"<token>\",\"Secret\":\"idt\"}'"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void helpersThatHangOrFloodAreEnded() throws Exception {
        assertEquals(Optional.empty(), fromHelper("{\"credsStore\":\"own\"}", "a.io", "exec sleep 60"));
        assertEquals(Optional.empty(), fromHelper("{\"credsStore\":\"own\"}", "a.io", "exec cat /dev/zero"));
        assertEquals(Optional.empty(), fromHelper("{\"credsStore\":\"own\"}", "a.io", "echo no", "exit 1"));
        assertEquals(Optional.empty(), fromHelper("{\"credsStore\":\"own\"}", "a.io", "echo not JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"auths\":7}", "{\"auths\":{\"a.io\":{\"auth\":\"%%\"}}}", "{\"auths\":[",
        "{\"auths\":{\"a.io\":{\"auth\":\"YWRh\"}}}", "{\"credsStore\":\"../../bin/sh\"}",
        "{\"credHelpers\":{\"a.io\":\"no-such-helper\"}}", "{\"credHelpers\":{\"a.io\":{\"x\":1}}}"})
    void whatMakesNoSenseIsNoLogin(String config) throws Exception {
        assertEquals(Optional.empty(), login(config, "a.io"));
    }
}
