package dev.slipway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.engine.docker.EngineErrors.Doing;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as Docker 20 to 28, Podman 4 and 5 and registries write them. */
class EngineErrorsTest {
    private static final Doing CREATE = new Doing(Doing.What.CREATE, "pytorch/pytorch:2.8.0", "thesis");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "8888 | driver failed programming external connectivity on endpoint thesis (0f3a): Bind for 127.0.0.1:8888 "
                + "failed: port is already allocated",
        "8888 | driver failed programming external connectivity on endpoint x (1b): Error starting userland proxy: "
                + "listen tcp4 127.0.0.1:8888: bind: address already in use",
        "8888 | failed to set up container networking: driver failed programming external connectivity on endpoint x: "
                + "failed to bind host port 127.0.0.1:8888/tcp: address already in use",
        "8888 | rootlessport listen tcp 127.0.0.1:8888: bind: address already in use",
        "8888 | cannot expose port 8888: listen tcp 127.0.0.1:8888: bind: address already in use",
        "8080 | Ports are not available: exposing port TCP 127.0.0.1:8080 -> 127.0.0.1:0: listen tcp 127.0.0.1:8080: "
                + "bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.",
        "8889 | driver failed programming external connectivity on endpoint y: Bind for [::1]:8889 failed: port is "
                + "already allocated",
        "0 | address already in use"})
    void aTakenPortIsNamed(int port, String message) {
        assertEquals(new Failure.PortTaken(port, message), EngineErrors.failure(500, message, CREATE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "thesis | 409 | Conflict. The container name \"/thesis\" is already in use by container \"2f0c\". You have to "
                + "remove (or rename) that container to be able to reuse that name.",
        "other | 500 | creating container storage: the container name \"other\" is already in use by 5a7c. You have "
                + "to remove that container to be able to reuse that name: that name is already in use",
        "thesis | 409 | name is in use"})
    void aTakenNameIsNamed(String name, int status, String message) {
        assertEquals(new Failure.NameTaken(name, message), EngineErrors.failure(status, message, CREATE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "could not select device driver \"\" with capabilities: [[gpu]]",
        "could not select device driver \"cdi\" with capabilities: []",
        "CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=7",
        "setting up CDI devices: unresolvable CDI devices nvidia.com/gpu=7",
        "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create "
                + "failed: unable to start container process: error during container init: error running hook #0: "
                + "error running hook: exit status 1, stdout: , stderr: nvidia-container-cli: initialization error: "
                + "nvml error: driver not loaded: unknown",
        "unknown or invalid runtime name: nvidia"})
    void missingGpuAccessIsTold(String message) {
        assertInstanceOf(Failure.GpuAccessMissing.class, EngineErrors.failure(500, message, CREATE));
        assertInstanceOf(Failure.GpuAccessMissing.class,
                EngineErrors.failure(500, message, Doing.container("thesis")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "image-not-found | 404 | manifest for pytorch/pytorch:9.9 not found: manifest unknown: manifest unknown",
        "image-not-found | 0 | manifest unknown",
        "image-not-found | 404 | pull access denied for pytorch/none, repository does not exist or may require "
                + "'docker login': denied: requested access to the resource is denied",
        "image-not-found | 404 | repository localhost:5000/none not found: name unknown: repository name not known to "
                + "registry",
        "image-not-found | 0 | no matching manifest for linux/arm64/v8 in the manifest list entries",
        "image-not-found | 500 | reading manifest 9.9 in docker.io/pytorch/pytorch: manifest unknown",
        "image-not-found | 400 | invalid reference format",
        "login-needed | 500 | Head \"https://nvcr.io/v2/x/y/manifests/1\": unauthorized: authentication required",
        "login-needed | 0 | unauthorized: authentication required",
        "login-needed | 500 | Get \"https://registry.example/v2/\": no basic auth credentials",
        "login-needed | 500 | error from registry: denied: requested access to the resource is denied",
        "login-needed | 500 | toomanyrequests: You have reached your pull rate limit. You may increase the limit by "
                + "authenticating and upgrading: https://www.docker.com/increase-rate-limit",
        "network-failed | 500 | Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no "
                + "such host",
        "network-failed | 500 | Get \"https://registry-1.docker.io/v2/\": net/http: request canceled while waiting "
                + "for connection (Client.Timeout exceeded while awaiting headers)",
        "network-failed | 500 | Get \"https://registry-1.docker.io/v2/\": context deadline exceeded",
        "network-failed | 0 | read tcp 10.0.0.1:5->1.2.3.4:443: read: connection reset by peer",
        "network-failed | 0 | unexpected EOF",
        "network-failed | 500 | Get \"https://registry-1.docker.io/v2/\": tls: failed to verify certificate: x509: "
                + "certificate signed by unknown authority",
        "network-failed | 500 | Get \"http://localhost:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused",
        "disk-full | 0 | write /var/lib/docker/tmp/GetImageBlob123: no space left on device",
        "disk-full | 0 | failed to register layer: Error processing tar file(exit status 1): write /data/random3: no "
                + "space left on device",
        "engine-refused | 500 | something nobody has seen"})
    void aPullsErrorIsTold(String name, int status, String message) {
        var failure = EngineErrors.failure(status, message, Doing.pulling("pytorch/pytorch:9.9"));
        assertEquals(name, failure.name());
        assertEquals(message, failure.detail());
    }

    @Test
    void aFullDiskNamesItsPlace() {
        assertEquals("/var/lib/docker/tmp/GetImageBlob123", ((Failure.DiskFull) EngineErrors.failure(0,
                "write /var/lib/docker/tmp/GetImageBlob123: no space left on device", Doing.other())).where());
    }

    @Test
    void whatIsNotThereIsToldByWhatWasAskedFor() {
        assertEquals("image-not-found",
                EngineErrors.failure(404, "No such image: pytorch/pytorch:2.8.0", CREATE).name());
        assertEquals("image-not-found", EngineErrors.failure(500, "localhost/x: image not known", CREATE).name());
        assertEquals("not-found",
                EngineErrors.failure(404, "No such container: thesis", Doing.container("thesis")).name());
        assertEquals("engine-refused", EngineErrors.failure(400, "invalid mount config for type \"bind\": bind source "
                + "path does not exist: /home/x", CREATE).name());
    }

    @Test
    void aSocketThatIsClosedToTheUserIsToldFromOneThatNobodyServes() {
        var uri = URI.create("unix:///var/run/docker.sock");
        var denied = EngineErrors.unreachable(uri, new SocketException("Permission denied")).failure();
        assertEquals("/var/run/docker.sock", assertInstanceOf(Failure.PermissionDenied.class, denied).what());
        assertInstanceOf(Failure.EngineNotReachable.class,
                EngineErrors.unreachable(uri, new SocketException("Connection refused")).failure());
        assertInstanceOf(Failure.EngineNotReachable.class,
                EngineErrors.unreachable(uri, new IOException("No such file or directory")).failure());
    }

    @ParameterizedTest
    @CsvSource({"pytorch/pytorch:2, docker.io", "ubuntu, docker.io", "nvcr.io/nvidia/pytorch:25.08-py3, nvcr.io",
        "localhost/x, localhost", "localhost:5000/x/y, localhost:5000", "quay.io/jupyter/x@sha256:00, quay.io"})
    void theRegistryIsThatOfTheReference(String reference, String registry) {
        assertEquals(registry, EngineErrors.registry(reference));
    }

    @Test
    void detailsAreBounded() {
        assertTrue(EngineErrors.failure(500, "x".repeat(100_000), CREATE).detail().length() <= 4000);
    }
}
