package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.catalog.TagListing;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistriesTest {
    @TempDir
    Path home;

    @Test
    void aMirrorsListIsNeverTakenForAllThereIs() throws Exception {
        try (var server = new FakeServer(); var registries = new Registries("1", Map.of(), keyring(),
                () -> Mirrors.of(Map.of("docker.io", server.host())), Clock.systemUTC())) {
            server.on("/v2/pytorch/pytorch/tags/list", FakeServer.body(200, "{\"tags\":[\"a\"]}"));
            var listing = registries.tags("docker.io/pytorch/pytorch");
            assertFalse(listing.complete());
            assertEquals("docker.io/pytorch/pytorch", listing.repository());
            assertEquals(server.host(), listing.source());
            assertEquals(List.of(TagListing.Tag.named("a")), listing.tags());
        }
    }

    @Test
    void aRegistrysOwnListIsComplete() throws Exception {
        try (var server = new FakeServer();
                var registries = new Registries("1", Map.of(), keyring(), () -> Mirrors.NONE,
                Clock.systemUTC())) {
            server.on("/v2/lab/torch/tags/list", FakeServer.body(200, "{\"tags\":[\"a\"]}"));
            assertTrue(registries.tags(server.host() + "/lab/torch").complete());
        }
    }

    private Keyring keyring() {
        return Keyring.ofThisUser(Map.of(), home, home.resolve("logins"));
    }
}
