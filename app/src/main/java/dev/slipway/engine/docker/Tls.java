package dev.slipway.engine.docker;

import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.transport.SSLConfig;
import java.net.URI;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** The certificates for engines over TCP, as the docker command finds them. */
final class Tls {
    private Tls() {
    }

    /**
     * The certificates in DOCKER_CERT_PATH when DOCKER_TLS_VERIFY is set; null for other addresses over TCP, to which
     * docker-java speaks TLS as soon as it is given anything. For a socket of this machine, a context that can do
     * nothing: given none, docker-java would read Java's certificates of the whole world for a connection that needs
     * none, which takes longer than the first question and its answer.
     */
    static SSLConfig of(URI uri, Map<String, String> env) {
        if (!"tcp".equals(uri.getScheme())) {
            return None::new;
        }
        var verify = env.getOrDefault("DOCKER_TLS_VERIFY", "");
        var path = env.getOrDefault("DOCKER_CERT_PATH", "");
        return verify.isEmpty() || path.isEmpty() ? null : new LocalDirectorySSLConfig(path);
    }

    /** A context of connections that are not encrypted: it can do nothing. */
    private static final class None extends SSLContext {
        None() {
            super(new Refusing(), null, "none");
        }
    }

    private static final class Refusing extends SSLContextSpi {
        private static UnsupportedOperationException refused() {
            return new UnsupportedOperationException("This connection is not encrypted");
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw refused();
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw refused();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw refused();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw refused();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            throw refused();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            throw refused();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            throw refused();
        }
    }
}
