package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A connection to an engine that goes on as a raw stream in both directions, and whose sending half can be closed on
 * its own. docker-java's transport never tells the other side that there is nothing more to read, so that a {@code cat}
 * in a container would wait for ever.
 */
final class RawConnection implements AutoCloseable {
    private static final int LONGEST_HEADER = 16 * 1024;
    private static final int OK = 200;
    private static final int UPGRADED = 101;

    private final SocketChannel channel;
    private final InputStream input;

    private RawConnection(SocketChannel channel) {
        this.channel = channel;
        this.input = Channels.newInputStream(channel);
    }

    /** Posts a request and takes the connection over; empty for engines behind TLS or a named pipe. */
    static Optional<RawConnection> open(URI engine, String path, JsonNode body) throws IOException, ApiError {
        var opened = channel(engine);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        var connection = new RawConnection(opened.get());
        boolean good = false;
        try {
            connection.upgrade(path, EngineHttp.JSON.writeValueAsBytes(body));
            good = true;
            return Optional.of(connection);
        } finally {
            if (!good) {
                connection.close();
            }
        }
    }

    private static Optional<SocketChannel> channel(URI engine) throws IOException {
        if ("unix".equals(engine.getScheme())) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(engine.getPath()));
            return Optional.of(channel);
        }
        boolean plain = ("tcp".equals(engine.getScheme()) || "http".equals(engine.getScheme())) && engine.getPort() > 0
                && Tls.of(engine, System.getenv()) == null;
        return plain ? Optional.of(SocketChannel.open(new InetSocketAddress(engine.getHost(), engine.getPort())))
                : Optional.empty();
    }

    private void upgrade(String path, byte[] body) throws IOException, ApiError {
        var head = "POST " + path + " HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        write(head.getBytes(StandardCharsets.US_ASCII), head.length());
        write(body, body.length);
        var answer = header();
        var words = answer.lines().findFirst().orElse("").split(" ", 3);
        int status = words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
        if (status != UPGRADED && status != OK) {
            throw new ApiError(status, EngineHttp.message(input.readNBytes(LONGEST_HEADER)));
        }
    }

    /** Up to the empty line; byte by byte, since what follows is no longer HTTP. */
    private String header() throws IOException {
        var header = new ByteArrayOutputStream();
        int last = 0;
        while (header.size() < LONGEST_HEADER) {
            int next = input.read();
            if (next < 0) {
                throw new IOException("the engine closed the connection");
            }
            header.write(next);
            last = last << 8 | next;
            if (last == 0x0d0a0d0a) {
                return header.toString(StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("the engine's answer has no end");
    }

    /** What the other side sends. */
    InputStream input() {
        return input;
    }

    void write(byte[] bytes, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Tells the other side that no more comes. */
    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
