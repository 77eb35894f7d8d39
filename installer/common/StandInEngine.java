import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An engine of canned answers for the rehearsal that fills Java's ahead-of-time cache: with it the classes that speak to
 * an engine are in the cache, whether or not the machine that builds has one. Until killed.
 *
 * <p>{@code java StandInEngine.java SOCKET}
 */
final class StandInEngine {
    private static final String IMAGE = """
            {"Id":"sha256:0f3b9f3e6c8f8a1c5d0e2b7a9c4d6e8f0a1b2c3d4e5f60718293a4b5c6d7e8f9","Architecture":"amd64",
             "Os":"linux","Size":7300000000,"Created":"2025-08-06T00:00:00Z","RepoTags":["pytorch/pytorch:latest"],
             "Config":{"Env":["NVIDIA_REQUIRE_CUDA=cuda>=12.6","CUDA_VERSION=12.6.3","PYTORCH_VERSION=2.8.0"],
             "Labels":{"maintainer":"nobody"},"Cmd":["/bin/bash"]},"RootFS":{"Type":"layers","Layers":[]}}""";
    private static final Map<String, String> ANSWERS = Map.of(
            "/_ping", "\"OK\"",
            "/version", """
                    {"Version":"27.5.1","ApiVersion":"1.47","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64",
                     "Components":[{"Name":"Engine","Version":"27.5.1"}]}""",
            "/info", """
                    {"ID":"stand-in","Name":"stand-in","DockerRootDir":"/tmp","OperatingSystem":"Linux",
                     "Architecture":"x86_64","OSType":"linux","SecurityOptions":["name=seccomp,profile=builtin"],
                     "Runtimes":{"nvidia":{"path":"nvidia-container-runtime"},"runc":{"path":"runc"}},
                     "CDISpecDirs":["/etc/cdi"]}""",
            "/images/json", """
                    [{"Id":"sha256:0f3b9f3e6c8f8a1c5d0e2b7a9c4d6e8f0a1b2c3d4e5f60718293a4b5c6d7e8f9","Size":7300000000,
                      "Created":1754438400,"RepoTags":["pytorch/pytorch:latest"],"RepoDigests":[],"Labels":{}}]""",
            "/containers/json", "[]");

    private StandInEngine() {
    }

    public static void main(String[] arguments) throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(arguments[0]));
            while (true) {
                var connection = server.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            }
        }
    }

    private static void answer(SocketChannel connection) {
        try (connection) {
            var buffer = ByteBuffer.allocate(1 << 16);
            // Every question fits: a line, a few headers.
            while (connection.read(buffer) > 0 && !text(buffer).contains("\r\n\r\n")) {
                continue;
            }
            var path = text(buffer).split(" ", 3)[1].replaceFirst("\\?.*", "").replaceFirst("^/v[0-9.]+/", "/");
            var known = path.startsWith("/images/") && !path.equals("/images/json") ? IMAGE : ANSWERS.get(path);
            var body = known == null ? "{\"message\":\"not here\"}" : known;
            connection.write(ByteBuffer.wrap(("HTTP/1.1 " + (known == null ? "404 Not Found" : "200 OK")
                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            System.err.println("stand-in engine: " + e);
        }
    }

    private static String text(ByteBuffer buffer) {
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
}
