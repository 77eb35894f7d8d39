package dev.slipway.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's docker-registry on a free port of this machine, ended when closed. */
public final class RealRegistry implements AutoCloseable {
    /** What opens {@link #withPasswords}. */
    public static final String ADA = new Login("ada", "tide-and-time", false).basic();

    private final Process process;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    private RealRegistry(Path folder, String auth) throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var config = folder.resolve("config.yml");
        Files.writeString(config, "version: 0.1\nlog: {level: warn}\nstorage:\n  filesystem: {rootdirectory: "
                + Files.createDirectories(folder.resolve("storage")) + "}\nhttp: {addr: \"127.0.0.1:" + port + "\"}\n"
                + auth);
        process = new ProcessBuilder("docker-registry", "serve", config.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                send(HttpRequest.newBuilder(URI.create(url("/v2/"))).GET());
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new IOException("docker-registry did not start: " + Files.readString(folder.resolve("log")),
                            e);
                }
                Thread.sleep(50);
            }
        }
    }

    /** Open to all. */
    public static RealRegistry open(Path folder) throws IOException, InterruptedException {
        return new RealRegistry(folder, "");
    }

    /** With the user "ada", whose password is "tide-and-time" (hashed by bcrypt, the one kind it takes). */
    public static RealRegistry withPasswords(Path folder) throws IOException, InterruptedException {
        var file = folder.resolve("htpasswd");
        Files.writeString(file, "ada:$2b$05$abcdefghijklmnopqrstuukk9cDHzYZ.SBl76ffwucLM/yV7d2WyK\n");
        return new RealRegistry(folder, "auth:\n  htpasswd: {realm: lab, path: " + file + "}\n");
    }

    static RealRegistry withTokens(Path folder, String realm, Signer signer) throws IOException, InterruptedException {
        return new RealRegistry(folder, "auth:\n  token:\n    realm: " + realm
                + "\n    service: lab\n    issuer: slipway-test\n    rootcertbundle: " + signer.certificate() + "\n");
    }

    /** Its host and port. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    private String url(String path) {
        return "http://" + host() + path;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI uri, String authorization) {
        var request = HttpRequest.newBuilder(uri);
        return authorization.isEmpty() ? request : request.setHeader("Authorization", authorization);
    }

    /** Keeps an image. */
    public void push(String path, String tag, Content content, String authorization)
            throws IOException, InterruptedException {
        push(path, tag, content, authorization, RegistryClient.MANIFEST);
    }

    void push(String path, String tag, Content content, String authorization, String type)
            throws IOException, InterruptedException {
        blob(path, content.config(), authorization);
        for (var layer : content.layers()) {
            blob(path, layer, authorization);
        }
        manifest(path, tag, content.manifest(), type, authorization);
    }

    private void blob(String path, byte[] bytes, String authorization) throws IOException, InterruptedException {
        var begun = send(request(URI.create(url("/v2/" + path + "/blobs/uploads/")), authorization)
                .POST(BodyPublishers.noBody()));
        expect(202, begun);
        var location = URI.create(url("/")).resolve(begun.headers().firstValue("Location").orElseThrow()).toString();
        expect(201, send(request(URI.create(location + (location.contains("?") ? "&" : "?") + "digest="
                + Sha.sha256(bytes)), authorization).setHeader("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(bytes))));
    }

    void manifest(String path, String tag, byte[] manifest, String type, String authorization)
            throws IOException, InterruptedException {
        expect(201, send(request(URI.create(url("/v2/" + path + "/manifests/" + tag)), authorization)
                .setHeader("Content-Type", type).PUT(BodyPublishers.ofByteArray(manifest))));
    }

    private static void expect(int status, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
    }

    @Override
    public void close() {
        // It keeps its state in files; nothing is lost.
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        http.close();
    }

    /** Signs tokens with a key that was made for one test; registries know it by its certificate. */
    record Signer(PrivateKey key, byte[] encoded, Path certificate) {
        static Signer make(Path folder) throws Exception {
            var store = folder.resolve("keys.p12");
            var process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                    .toString(), "-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-alias", "token", "-dname",
                    "CN=slipway-test", "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(),
                    "-storepass", "only-a-test")).redirectErrorStream(true).redirectOutput(
                            folder.resolve("keytool.log").toFile()).start();
            if (process.waitFor() != 0) {
                throw new IOException(Files.readString(folder.resolve("keytool.log")));
            }
            var keys = KeyStore.getInstance(store.toFile(), "only-a-test".toCharArray());
            var encoded = keys.getCertificate("token").getEncoded();
            var file = folder.resolve("root.pem");
            Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                    + "\n-----END CERTIFICATE-----\n");
            return new Signer((PrivateKey) keys.getKey("token", "only-a-test".toCharArray()), encoded, file);
        }

        /** A token that allows {@code actions} ("pull", "pull","push") on a repository for five minutes. */
        String token(String path, String actions) throws Exception {
            long now = Instant.now().getEpochSecond();
            var head = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"" + Base64.getEncoder().encodeToString(encoded)
                    + "\"]}";
            var claims = "{\"iss\":\"slipway-test\",\"sub\":\"ada\",\"aud\":\"lab\",\"exp\":" + (now + 300)
                    + ",\"nbf\":" + (now - 5) + ",\"iat\":" + now + ",\"jti\":\"1\",\"access\":[{\"type\":"
                    + "\"repository\",\"name\":\"" + path + "\",\"actions\":[" + actions + "]}]}";
            var content = plain(head.getBytes(StandardCharsets.UTF_8)) + "."
                    + plain(claims.getBytes(StandardCharsets.UTF_8));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + plain(signature.sign());
        }

        private static String plain(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
