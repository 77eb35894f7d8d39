package dev.slipway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.dockerjava.core.LocalDirectorySSLConfig;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TlsTest {
    private static final URI FAR = URI.create("tcp://192.0.2.1:2375");
    private static final Map<String, String> VERIFIED =
            Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/certificates");

    @Test
    void aSocketOfThisMachineReadsNoCertificatesAndSpeaksNoTls() throws Exception {
        var config = Tls.of(URI.create("unix:///var/run/docker.sock"), VERIFIED);
        assertThrows(UnsupportedOperationException.class, () -> config.getSSLContext().getSocketFactory());
    }

    /** docker-java speaks TLS to an address over TCP as soon as it is given anything. */
    @Test
    void anAddressOverTcpIsEncryptedOnlyWhenItIsWishedFor() {
        assertNull(Tls.of(FAR, Map.of()));
        assertNull(Tls.of(FAR, Map.of("DOCKER_CERT_PATH", "/certificates")));
        assertInstanceOf(LocalDirectorySSLConfig.class, Tls.of(FAR, VERIFIED));
    }
}
