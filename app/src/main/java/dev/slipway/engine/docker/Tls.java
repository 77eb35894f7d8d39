package dev.slipway.engine.docker;

import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.transport.SSLConfig;
import java.net.URI;
import java.util.Map;

/** The certificates for engines over TCP, as the docker command finds them. */
final class Tls {
    private Tls() {
    }

    /** The certificates in DOCKER_CERT_PATH when DOCKER_TLS_VERIFY is set; null, for none, otherwise. */
    static SSLConfig of(URI uri, Map<String, String> env) {
        var verify = env.getOrDefault("DOCKER_TLS_VERIFY", "");
        var path = env.getOrDefault("DOCKER_CERT_PATH", "");
        return "tcp".equals(uri.getScheme()) && !verify.isEmpty() && !path.isEmpty()
                ? new LocalDirectorySSLConfig(path)
                : null;
    }
}
