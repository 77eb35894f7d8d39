package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuProofTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GPU 0: NVIDIA H200 (UUID: GPU-a);GPU 1: NVIDIA H200 (UUID: GPU-b)   | GPU-a,GPU-b | true",
        "GPU 0: NVIDIA H200 (UUID: GPU-a)                                    | GPU-a,GPU-b | false",
        "GPU 0: NVIDIA H200 (UUID: GPU-c);device /dev/nvidia0                | GPU-a       | false",
        "device /dev/nvidia0;device /dev/nvidia1                             | GPU-a,GPU-b | true",
        "device /dev/nvidia0                                                 | GPU-a,GPU-b | false",
        "device /dev/nvidiactl                                               | GPU-a       | false",
        "device /dev/dxg                                                     | GPU-a,GPU-b | true",
        "NVIDIA_VISIBLE_DEVICES=all                                          | GPU-a       | false",
        "Failed to initialize NVML: Driver/library version mismatch          | GPU-a       | false",
    })
    void countsOnlyWhatIsReallyInside(String output, String wanted, boolean seen) {
        assertEquals(seen, GpuProof.seen(output.replace(';', '\n'), List.of(wanted.split(","))));
    }

    @Test
    void makesSecretsOf256BitsThatFitIntoAnAddress() {
        var token = JupyterServer.newToken(new SecureRandom());
        assertEquals(43, token.length());
        assertTrue(JupyterServer.isToken(token));
        assertNotEquals(token, JupyterServer.newToken(new SecureRandom()));
        assertEquals("http://127.0.0.1:8888/thesis/?token=" + token,
                JupyterServer.address("thesis", 8888, token).toString());
    }

    @Test
    void findsAPortThatIsFree() throws Exception {
        int port = JupyterServer.freePort(Set.of()).orElseThrow();
        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertNotEquals(port, JupyterServer.freePort(Set.of()).orElseThrow());
            assertEquals(-1, JupyterServer.status("work", 1, ""), "nothing answers on port 1");
        }
        assertNotEquals(port, JupyterServer.freePort(Set.of(port)).orElseThrow());
    }
}
