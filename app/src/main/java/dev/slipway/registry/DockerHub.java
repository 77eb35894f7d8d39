package dev.slipway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.catalog.TagListing;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Docker Hub's own list of tags, which tells sizes and dates, and does not count as a pull. It is asked page by page
 * and given the rest it asks for. Calls block; thread-safe.
 */
public final class DockerHub {
    private static final String PAGE_QUERY = "/tags?page_size=100&page=1";
    private static final int LARGEST_PAGE = 8 << 20;
    private static final int MOST_PAGES = 200;
    private static final int MOST_WAITS = 3;

    private final Web web;
    private final URI base;
    private final Clock clock;

    /** Docker Hub at its usual address. */
    public DockerHub(Web web, Clock clock) {
        this(web, URI.create("https://hub.docker.com"), clock);
    }

    DockerHub(Web web, URI base, Clock clock) {
        this.web = web;
        this.base = base;
        this.clock = clock;
    }

    /**
     * The tags of a repository ("pytorch/pytorch"). Where the list breaks off after its beginning, what was read is
     * given, as not complete.
     */
    public TagListing tags(String path, Deadline deadline) throws FailureException, InterruptedException {
        var tags = new LinkedHashMap<String, TagListing.Tag>();
        var page = Optional.of(base.resolve("/v2/repositories/" + path + PAGE_QUERY));
        boolean complete = false;
        for (int i = 0; i < MOST_PAGES && page.isPresent(); i++) {
            JsonNode json;
            try {
                json = page(page.get(), path, deadline);
            } catch (FailureException e) {
                if (tags.isEmpty()) {
                    throw e;
                }
                break;
            }
            for (var result : json.path("results")) {
                tag(result).ifPresent(tag -> tags.putIfAbsent(tag.name(), tag));
            }
            page = next(page.get(), json);
            // Pages shift while someone pushes; only a list as long as it says proves that a tag is missing.
            complete = page.isEmpty() && Json.amount(json.path("count")).equals(Optional.of((long) tags.size()));
        }
        return new TagListing("docker.io/" + path, tags.values().stream().toList(), complete && page.isEmpty(),
                clock.instant(), base.getHost());
    }

    private Optional<URI> next(URI page, JsonNode json) throws FailureException {
        var next = Json.text(json.path("next"));
        if (next.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Hosts.follow(page, next.get()).filter(uri -> Hosts.same(page, uri)).orElseThrow(() ->
                Web.bad(page, "Its list of tags goes on at another server.", null)));
    }

    private JsonNode page(URI uri, String path, Deadline deadline) throws FailureException, InterruptedException {
        for (int waits = 0;; waits++) {
            var answer = web.ask(Web.Ask.get(uri, LARGEST_PAGE), deadline);
            switch (answer.status()) {
                case 200 -> {
                    rest(answer, deadline);
                    try {
                        return Json.read(answer.body());
                    } catch (IOException e) {
                        throw Web.bad(uri, "It is not sound JSON: " + e.getClass().getSimpleName(), e);
                    }
                }
                case 404 -> throw new FailureException(new Failure.ImageNotFound(path, answer.words()));
                case 401, 403 -> throw new FailureException(new Failure.LoginNeeded("docker.io", answer.words()));
                case 429 -> {
                    var wait = web.wait(answer).multipliedBy(1L << waits);
                    if (waits == MOST_WAITS || !deadline.allows(wait)) {
                        throw web.rateLimited(answer);
                    }
                    Thread.sleep(wait);
                }
                default -> throw new FailureException(new Failure.NetworkFailed(Hosts.name(uri), answer.words()));
            }
        }
    }

    /** Rests before the limit is reached rather than after. */
    private void rest(Web.Answer answer, Deadline deadline) throws InterruptedException {
        if (answer.header("X-RateLimit-Remaining").filter("0"::equals).isPresent()
                && answer.header("X-RateLimit-Reset").isPresent()) {
            var wait = web.wait(answer);
            if (deadline.allows(wait)) {
                Thread.sleep(wait);
            }
        }
    }

    private static Optional<TagListing.Tag> tag(JsonNode result) {
        var name = Json.text(result.path("name")).filter(text -> text.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Optional<Long>> sizes = new LinkedHashMap<>();
        for (var image : result.path("images")) {
            // Attestations are listed as images of an unknown platform.
            Json.text(image.path("architecture")).filter(word -> !word.equals("unknown") && word.length() < 20)
                    .ifPresent(word -> sizes.putIfAbsent(word, Json.amount(image.path("size"))));
        }
        var size = sizes.getOrDefault("amd64", Optional.empty()).or(() -> Json.amount(result.path("full_size")))
                .filter(bytes -> bytes > 0);
        return Optional.of(new TagListing.Tag(name.get(), size, moment(result.path("last_updated")),
                Json.text(result.path("digest")).filter(digest -> digest.matches("sha256:[0-9a-f]{64}")),
                new HashSet<>(sizes.keySet())));
    }

    private static Optional<Instant> moment(JsonNode node) {
        try {
            return Json.text(node).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
