package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemBrowserTest {
    private static final String ADDRESS = "http://127.0.0.1:8888/?token=t";

    @Test
    void eachSystemHasItsProgramAndTheAddressIsOneArgument() {
        assertEquals(List.of(List.of("xdg-open", ADDRESS)),
                SystemBrowser.commands(ADDRESS, "Linux", Map.of("DISPLAY", ":0")));
        assertEquals(List.of(List.of("open", ADDRESS)), SystemBrowser.commands(ADDRESS, "Mac OS X", Map.of()));
        assertEquals("rundll32", SystemBrowser.commands(ADDRESS, "Windows 11", Map.of()).getFirst().getFirst());
    }

    @Test
    void withoutAScreenNothingIsStarted() {
        assertEquals(List.of(), SystemBrowser.commands(ADDRESS, "Linux", Map.of()));
    }

    @Test
    void onlyWebAddressesAreOpened() {
        assertThrows(IllegalArgumentException.class, 
                () -> SystemBrowser.open(URI.create("file:///etc/passwd"), Map.of()));
    }
}
