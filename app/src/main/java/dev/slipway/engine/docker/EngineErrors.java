package dev.slipway.engine.docker;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.engine.ContainerSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Translates an engine's errors into {@link Failure}, the one place that does. Engines tell most of them apart by words
 * only; the words below are those of Docker 20 to 28, containerd, Podman 4 and 5, and NVIDIA's container tools.
 */
final class EngineErrors {
    private static final int LONGEST = 4000;
    private static final Pattern PORT = Pattern.compile(
            "(?:bind for |listen (?:tcp|udp)\\d? |bind: |address |expose port |port )\\S*?:?(\\d{1,5})\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+:(\\d{1,5})|\\[[0-9a-f:]*]:(\\d{1,5})");
    private static final Pattern FULL_PLACE = Pattern.compile("(/[^\\s:\"']+): (?:no space left|disk quota)");
    private static final Pattern NAME = Pattern.compile("name \"?/?([A-Za-z0-9][A-Za-z0-9_.-]*)\"? is already in use");

    private static final List<String> PORT_TAKEN = List.of("port is already allocated", "address already in use",
            "ports are not available", "only one usage of each socket address", "failed to bind host port");
    private static final List<String> DISK_FULL = List.of("no space left on device", "disk quota exceeded",
            "not enough space on the disk");
    private static final List<String> NO_GPU = List.of("could not select device driver", "unresolvable cdi devices",
            "cdi device injection failed", "nvidia-container-cli", "nvidia-container-runtime",
            "unknown or invalid runtime name: nvidia", "failed to inject cdi devices", "unresolvable devices",
            "setting up cdi devices", "driver does not support device requests", "cdi support is not enabled",
            "cdi registry", "invalid cdi device", "using a device driver that is not registered");
    private static final List<String> RATE_LIMIT = List.of("toomanyrequests", "too many requests", "rate limit");
    private static final List<String> LOGIN = List.of("unauthorized", "authentication required",
            "no basic auth credentials", "denied: requested access", "requested access to the resource is denied",
            "access forbidden", "incorrect username or password", "403 forbidden", "denied: permission", "401");
    private static final List<String> NO_IMAGE = List.of("manifest unknown", "manifest for", "no such image",
            "name unknown", "repository name not known", "image not known", "name_unknown", "manifest_unknown",
            "not found: manifest", "no matching manifest", "does not exist", "invalid reference format",
            "no image found", "could not be found");
    private static final List<String> NETWORK = List.of("no such host", "dial tcp", "i/o timeout",
            "connection refused", "connection reset", "tls handshake timeout", "temporary failure in name resolution",
            "network is unreachable", "client.timeout exceeded", "context deadline exceeded", "unexpected eof",
            "x509:", "proxyconnect", "server gave http response to https client", "no route to host",
            "502 bad gateway", "503 service unavailable", "504 gateway", "500 internal server error");

    private EngineErrors() {
    }

    /** What the caller was doing, which the engine's words often do not tell. */
    record Doing(What what, String subject, String name) {
        enum What {
            PULL, IMAGE, CONTAINER, CREATE, BUILD, OTHER
        }

        static Doing pulling(String image) {
            return new Doing(What.PULL, image, "");
        }

        static Doing image(String image) {
            return new Doing(What.IMAGE, image, "");
        }

        static Doing creating(ContainerSpec spec) {
            return new Doing(What.CREATE, spec.image(), spec.name());
        }

        static Doing building(String tag) {
            return new Doing(What.BUILD, tag, "");
        }

        static Doing container(String id) {
            return new Doing(What.CONTAINER, id, id);
        }

        static Doing other() {
            return new Doing(What.OTHER, "", "");
        }
    }

    /** The connection to the engine failed. */
    static FailureException unreachable(URI endpoint, IOException e) {
        return new FailureException(connection(endpoint, e), e);
    }

    private static Failure connection(URI endpoint, IOException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            var words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof AccessDeniedException || words.contains("permission denied")
                    || words.contains("access is denied") || words.contains("operation not permitted")) {
                return new Failure.PermissionDenied(place(endpoint), bounded(error.toString()));
            }
        }
        return new Failure.EngineNotReachable(place(endpoint), bounded(error.toString()));
    }

    private static String place(URI endpoint) {
        return "unix".equals(endpoint.getScheme()) ? endpoint.getPath() : endpoint.toString();
    }

    /** The engine answered with an error. */
    static FailureException translate(ApiError error, Doing doing) {
        return new FailureException(failure(error.status(), String.valueOf(error.getMessage()), doing), error);
    }

    static Failure failure(int status, String message, Doing doing) {
        var words = message.toLowerCase(Locale.ROOT);
        var detail = bounded(message);
        if (any(words, DISK_FULL)) {
            return new Failure.DiskFull(diskPlace(message), detail);
        }
        if (any(words, NO_GPU)) {
            return new Failure.GpuAccessMissing(detail);
        }
        return switch (doing.what()) {
            case PULL -> pull(status, words, detail, doing.subject());
            // What a command of a build printed says nothing of the engine.
            case BUILD -> new Failure.EngineRefused(detail);
            case CREATE, CONTAINER, IMAGE, OTHER -> container(status, words, message, detail, doing);
        };
    }

    private static Failure container(int status, String words, String message, String detail, Doing doing) {
        if (any(words, PORT_TAKEN)) {
            return new Failure.PortTaken(port(message), detail);
        }
        var name = NAME.matcher(message);
        if (name.find()) {
            return new Failure.NameTaken(name.group(1), detail);
        }
        if (words.contains("is already in use") && status == 409 || words.contains("name is in use")) {
            return new Failure.NameTaken(doing.name(), detail);
        }
        boolean missing = status == 404;
        // Podman says so with status 500.
        boolean noImage = words.contains("no such image") || words.contains("image not known");
        if (noImage && doing.what() == Doing.What.CREATE || missing && doing.what() == Doing.What.IMAGE) {
            return new Failure.ImageNotFound(doing.subject(), detail);
        }
        if (missing && doing.what() == Doing.What.CONTAINER) {
            return new Failure.NotFound(doing.subject(), detail);
        }
        return new Failure.EngineRefused(detail);
    }

    private static Failure pull(int status, String words, String detail, String image) {
        var host = registry(image);
        if (any(words, RATE_LIMIT) || status == 429) {
            // Docker Hub lets those who log in pull more; the advice is the same as for a private image.
            return new Failure.LoginNeeded(host, detail);
        }
        // Docker Hub hides private images: "pull access denied for X, repository does not exist or may require ...".
        if (words.contains("repository does not exist or may require")) {
            return words.contains("incorrect username") ? new Failure.LoginNeeded(host, detail)
                    : new Failure.ImageNotFound(image, detail);
        }
        if (any(words, NO_IMAGE) && !words.contains("no such host")) {
            return new Failure.ImageNotFound(image, detail);
        }
        if (any(words, NETWORK)) {
            return new Failure.NetworkFailed(host, detail);
        }
        if (any(words, LOGIN) || status == 401 || status == 403) {
            return new Failure.LoginNeeded(host, detail);
        }
        return status == 404 ? new Failure.ImageNotFound(image, detail) : new Failure.EngineRefused(detail);
    }

    private static boolean any(String words, List<String> signs) {
        return signs.stream().anyMatch(words::contains);
    }

    /** The port in an engine's words, 0 when there is none. */
    private static int port(String message) {
        var address = ADDRESS.matcher(message);
        if (address.find()) {
            return number(address.group(1) == null ? address.group(2) : address.group(1));
        }
        var port = PORT.matcher(message);
        return port.find() ? number(port.group(1)) : 0;
    }

    private static int number(String digits) {
        int number = Integer.parseInt(digits);
        return number > 65535 ? 0 : number;
    }

    /** The path before ": no space left on device", or words for the engine's disk. */
    private static String diskPlace(String message) {
        var path = FULL_PLACE.matcher(message);
        return path.find() ? path.group(1) : "/";
    }

    /** The registry of a reference, as {@code docker login} names it: "docker.io" where the reference names none. */
    static String registry(String image) {
        int slash = image.indexOf('/');
        if (slash < 0) {
            return "docker.io";
        }
        var first = image.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
