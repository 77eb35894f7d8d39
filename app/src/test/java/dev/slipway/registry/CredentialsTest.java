package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @TempDir
    Path folder;

    private Optional<Login> login(String config, String registry) throws Exception {
        Files.writeString(folder.resolve("config.json"), config);
        return Credentials.ofThisUser(Map.of("DOCKER_CONFIG", folder.toString()), Path.of("/none")).login(registry);
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

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"auths\":7}", "{\"auths\":{\"a.io\":{\"auth\":\"%%\"}}}", "{\"auths\":[",
        "{\"auths\":{\"a.io\":{\"auth\":\"YWRh\"}}}", "{\"credsStore\":\"../../bin/sh\"}",
        "{\"credHelpers\":{\"a.io\":\"no-such-helper\"}}", "{\"credHelpers\":{\"a.io\":{\"x\":1}}}"})
    void whatMakesNoSenseIsNoLogin(String config) throws Exception {
        assertEquals(Optional.empty(), login(config, "a.io"));
    }
}
