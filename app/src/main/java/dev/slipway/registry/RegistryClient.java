package dev.slipway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.catalog.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Asks registries by the OCI distribution API: tags, existence, and what an image says of itself. Nothing is pulled.
 * Calls block, end by their deadline, and break off on an interrupt. Thread-safe.
 */
public final class RegistryClient {
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final List<String> ACCEPT = List.of(INDEX, DOCKER_LIST, MANIFEST, DOCKER_MANIFEST);
    private static final int LARGEST_MANIFEST = 4 << 20;
    private static final int LARGEST_CONFIG = 8 << 20;
    private static final int LARGEST_PAGE = 4 << 20;
    private static final int PAGE = 1000;
    private static final int MOST_PAGES = 100;
    private static final int MOST_TAGS = 50_000;
    private static final int MOST_LAYERS = 1000;

    private final Web web;
    private final Tokens tokens;

    /** A client that uses these logins where a registry asks for one. */
    public RegistryClient(Web web, Credentials credentials, Clock clock) {
        this.web = web;
        this.tokens = new Tokens(web, credentials, clock);
    }

    /** The tags of a repository; {@code complete} is false where there are more than are read. */
    public record Tags(List<String> names, boolean complete) {
        /** Freezes the list. */
        public Tags {
            names = List.copyOf(names);
        }
    }

    /** All tags of a repository. */
    public Tags tags(Reference repository, Deadline deadline) throws FailureException, InterruptedException {
        var names = new LinkedHashSet<String>();
        var base = Hosts.base(repository.registry());
        var page = base.resolve("/v2/" + repository.path() + "/tags/list?n=" + PAGE);
        for (int i = 0; i < MOST_PAGES; i++) {
            var answer = ask(repository, new Web.Ask("GET", page, List.of(), Optional.empty(), "", LARGEST_PAGE),
                    deadline);
            found(repository, answer);
            Json.texts(json(answer).path("tags")).forEach(names::add);
            var next = Headers.next(answer.all("Link"));
            if (next.isEmpty()) {
                return new Tags(List.copyOf(names), names.size() <= MOST_TAGS);
            }
            var from = page;
            page = Hosts.follow(from, next.get()).filter(uri -> Hosts.same(from, uri)).orElseThrow(() ->
                    Web.bad(from, "Its list of tags goes on at another server.", null));
            if (names.size() > MOST_TAGS) {
                break;
            }
        }
        return new Tags(names.stream().limit(MOST_TAGS).toList(), false);
    }

    /** The digest a reference stands for now; empty when the registry has no such tag. */
    public Optional<String> digest(Reference reference, Deadline deadline)
            throws FailureException, InterruptedException {
        var answer = ask(reference, new Web.Ask("HEAD", manifest(reference, name(reference)), ACCEPT,
                Optional.empty(), "", LARGEST_MANIFEST), deadline);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        found(reference, answer);
        return Optional.of(answer.header("Docker-Content-Digest").filter(RegistryClient::isDigest).orElseThrow(() ->
                Web.bad(answer.uri(), "It does not tell the digest.", null)));
    }

    /**
     * What an image says of itself. Of an image for several platforms the given one is read; where it has none for it,
     * its first, so that {@link RemoteImage#architecture} then tells the difference.
     */
    public RemoteImage image(Reference reference, String os, String architecture, Deadline deadline)
            throws FailureException, InterruptedException {
        var top = manifest(reference, name(reference), reference.digest(), deadline);
        var manifest = top.json();
        if (manifest.path("manifests").isArray()) {
            var chosen = platform(manifest.path("manifests"), os, architecture).flatMap(entry ->
                    Json.text(entry.path("digest"))).filter(RegistryClient::isDigest).orElseThrow(() -> Web.bad(
                            Hosts.base(reference.registry()), "The index names no image.", null));
            manifest = manifest(reference, chosen, Optional.of(chosen), deadline).json();
        }
        var base = Hosts.base(reference.registry());
        var digest = Json.text(manifest.path("config").path("digest")).filter(RegistryClient::isDigest)
                .orElseThrow(() -> Web.bad(base, "The manifest names no configuration.", null));
        var answer = ask(reference, new Web.Ask("GET", base.resolve("/v2/" + reference.path() + "/blobs/" + digest),
                List.of(), Optional.empty(), "", LARGEST_CONFIG), deadline);
        found(reference, answer);
        if (!Sha.fits(answer.body(), digest)) {
            throw Web.bad(answer.uri(), "The configuration does not have the digest " + digest + ".", null);
        }
        return image(reference, top.digest(), manifest, json(answer), answer.body().length, base);
    }

    /**
     * Asks whether a login is right, by the way the registry names. Nothing of it is kept.
     *
     * @throws FailureException {@link Failure.LoginRefused} where it is not, or where the registry does not ask
     */
    void verify(String registry, Login login, Deadline deadline) throws FailureException, InterruptedException {
        var door = Web.Ask.get(Hosts.base(registry).resolve("/v2/"), LARGEST_PAGE);
        var answer = web.ask(door, deadline);
        if (answer.status() != 401) {
            if (answer.status() == 429) {
                throw web.rateLimited(answer);
            }
            throw answer.status() == 200 ? new FailureException(new Failure.LoginNotAsked(registry, answer.words()))
                    : Web.bad(answer.uri(), answer.words(), null);
        }
        if (!Hosts.same(answer.uri(), door.uri())) {
            throw Web.bad(answer.uri(), answer.words(), null);
        }
        var challenges = Challenge.parse(answer.all("WWW-Authenticate"));
        var authorization = tokens.prove(registry, login, door.uri(), challenges, deadline).orElseThrow(() ->
                Web.bad(answer.uri(), "It asks for a login in a way that is not known.", null));
        var opened = web.ask(door.with(Optional.of(authorization)), deadline);
        switch (opened.status()) {
            case 200 -> {
            }
            case 401, 403 -> throw new FailureException(new Failure.LoginRefused(registry, opened.words()));
            case 429 -> throw web.rateLimited(opened);
            default -> throw Web.bad(opened.uri(), opened.words(), null);
        }
    }

    /** Forgets what was allowed so far, since other logins count now. */
    void forgetTokens() {
        tokens.forget();
    }

    private record Top(JsonNode json, String digest) {
    }

    private Top manifest(Reference reference, String name, Optional<String> promised, Deadline deadline)
            throws FailureException, InterruptedException {
        var answer = ask(reference, new Web.Ask("GET", manifest(reference, name), ACCEPT, Optional.empty(), "",
                LARGEST_MANIFEST), deadline);
        found(reference, answer);
        var expected = promised.or(() -> answer.header("Docker-Content-Digest"));
        if (expected.isPresent() && !Sha.fits(answer.body(), expected.get())) {
            throw Web.bad(answer.uri(), "The manifest does not have the digest that was promised.", null);
        }
        return new Top(json(answer), expected.orElseGet(() -> Sha.sha256(answer.body())));
    }

    private static Optional<JsonNode> platform(JsonNode manifests, String os, String architecture) {
        var images = StreamSupport.stream(manifests.spliterator(), false)
                // Attestations are listed as images of an unknown platform.
                .filter(entry -> !entry.path("platform").path("architecture").asText().equals("unknown")).toList();
        return images.stream().filter(entry -> entry.path("platform").path("os").asText().equals(os)
                && entry.path("platform").path("architecture").asText().equals(architecture)).findFirst()
                .or(() -> images.stream().findFirst());
    }

    private static RemoteImage image(Reference reference, String digest, JsonNode manifest, JsonNode config,
            long configBytes, URI base) throws FailureException {
        var diffIds = Json.texts(config.path("rootfs").path("diff_ids"));
        var layers = new ArrayList<RemoteImage.Layer>();
        var listed = manifest.path("layers");
        if (listed.size() > MOST_LAYERS) {
            throw Web.bad(base, "The image has " + listed.size() + " layers.", null);
        }
        for (var layer : listed) {
            var diffId = listed.size() == diffIds.size() ? Optional.of(diffIds.get(layers.size()))
                    : Optional.<String>empty();
            layers.add(new RemoteImage.Layer(Json.text(layer.path("digest")).orElse(""),
                    Json.amount(layer.path("size")).orElseThrow(() -> Web.bad(base, "A layer has no size.", null)),
                    diffId));
        }
        var inside = config.path("config");
        return new RemoteImage(reference, digest, Json.text(config.path("architecture")).orElse(""),
                Json.text(config.path("os")).orElse(""), Json.variables(inside.path("Env")),
                Json.map(inside.path("Labels")), Json.texts(inside.path("Entrypoint")),
                Json.texts(inside.path("Cmd")), Json.text(inside.path("User")).orElse(""),
                Json.text(inside.path("WorkingDir")).orElse(""), layers, configBytes);
    }

    private static boolean isDigest(String text) {
        return text.matches("sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})");
    }

    private static String name(Reference reference) {
        return reference.digest().or(reference::effectiveTag).orElse("latest");
    }

    private static URI manifest(Reference reference, String name) {
        return Hosts.base(reference.registry()).resolve("/v2/" + reference.path() + "/manifests/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%3A", ":"));
    }

    private Web.Answer ask(Reference reference, Web.Ask ask, Deadline deadline)
            throws FailureException, InterruptedException {
        var answer = web.ask(ask.with(tokens.known(reference.repository())), deadline);
        if (answer.status() != 401) {
            return answer;
        }
        // A redirect may have led to a storage server, whose wishes are none of the registry's.
        if (!Hosts.same(answer.uri(), ask.uri())) {
            throw Web.bad(answer.uri(), answer.words(), null);
        }
        var authorization = tokens.ask(reference.registry(), reference.path(), ask.uri(),
                Challenge.parse(answer.all("WWW-Authenticate")), deadline);
        return authorization.isEmpty() ? answer : web.ask(ask.with(authorization), deadline);
    }

    private void found(Reference reference, Web.Answer answer) throws FailureException {
        switch (answer.status()) {
            case 200 -> {
            }
            case 401, 403 -> throw new FailureException(new Failure.LoginNeeded(reference.registry(),
                    answer.words()));
            case 404 -> throw new FailureException(new Failure.ImageNotFound(reference.familiar(), answer.words()));
            case 429 -> throw web.rateLimited(answer);
            default -> throw new FailureException(new Failure.NetworkFailed(Hosts.name(answer.uri()),
                    answer.words()));
        }
    }

    private static JsonNode json(Web.Answer answer) throws FailureException {
        try {
            return Json.read(answer.body());
        } catch (IOException e) {
            throw Web.bad(answer.uri(), "It is not sound JSON: " + e.getClass().getSimpleName(), e);
        }
    }
}
