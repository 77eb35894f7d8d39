package dev.slipway.layer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package index of PEP 503 on a port of 127.0.0.1, with small wheels made here. */
final class Wheels implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> files = new TreeMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    /** Requests for wheels wait for it. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    Wheels() throws IOException {
        this(InetAddress.getLoopbackAddress());
    }

    /** An index on another address of this machine, such as that of the bed's bridge, where containers reach it. */
    Wheels(InetAddress address) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, 0), 50);
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** What pip calls the index. */
    String address() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort()
                + "/simple";
    }

    /**
     * Puts a wheel into the index.
     *
     * @param requires what it needs, as in its metadata
     * @param content its files by path
     * @param scripts console scripts: "name = module:function"
     */
    Wheels add(String name, String version, List<String> requires, Map<String, String> content, String... scripts) {
        files.put(name + "-" + version + "-py3-none-any.whl", wheel(name, version, requires, content, scripts));
        return this;
    }

    private static byte[] wheel(String name, String version, List<String> requires, Map<String, String> content,
            String... scripts) {
        var info = name + "-" + version + ".dist-info/";
        var all = new LinkedHashMap<>(content);
        var metadata = new StringBuilder("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        requires.forEach(one -> metadata.append("Requires-Dist: ").append(one).append('\n'));
        all.put(info + "METADATA", metadata.toString());
        all.put(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        if (scripts.length > 0) {
            all.put(info + "entry_points.txt", "[console_scripts]\n" + String.join("\n", scripts) + "\n");
        }
        var record = new StringBuilder();
        all.forEach((path, text) -> record.append(path).append(",sha256=").append(digest(text)).append(',')
                .append(text.getBytes(StandardCharsets.UTF_8).length).append('\n'));
        all.put(info + "RECORD", record + info + "RECORD,,\n");
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String digest(String text) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            asked.add(path);
            byte[] body;
            if (path.startsWith("/files/")) {
                gate.await();
                body = files.get(path.substring("/files/".length()));
            } else {
                body = page(path.replaceFirst("/simple/", "").replaceFirst("/$", ""));
            }
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type",
                    path.startsWith("/files/") ? "application/octet-stream" : "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] page(String name) {
        var links = new StringBuilder();
        files.keySet().stream().filter(file -> file.split("-")[0].replace('_', '-').equals(name)).forEach(file ->
                links.append("<a href=\"/files/").append(file).append("\">").append(file).append("</a>\n"));
        return links.isEmpty() ? null : ("<!DOCTYPE html><html><body>" + links + "</body></html>")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
    }
}
