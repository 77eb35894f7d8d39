package dev.slipway.registry;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What opens a registry's door: a token that a login server gives for one repository, or name and password themselves.
 * Tokens are kept in memory until shortly before they end. Thread-safe.
 */
final class Tokens {
    private static final int LARGEST = 256 << 10;
    private static final int LONGEST_TOKEN = 64 << 10;
    private static final Duration USUAL_LIFE = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    private static final Duration EARLY = Duration.ofSeconds(10);
    private static final int MOST = 200;

    private final Web web;
    private final Credentials credentials;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Tokens(Web web, Credentials credentials, Clock clock) {
        this.web = web;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** An authorization and when it ends. */
    private record Known(String authorization, Instant end) {
        @Override
        public String toString() {
            return "Known[until " + end + "]";
        }
    }

    /** The authorization that was given for a repository, where it still counts. */
    Optional<String> known(String repository) {
        return Optional.ofNullable(known.get(repository)).filter(one -> clock.instant().isBefore(one.end()))
                .map(Known::authorization);
    }

    /**
     * Asks for an authorization.
     *
     * @param registry the registry's name
     * @param path the repository's path there
     * @param from the address that refused
     * @return empty when the challenge is none that can be met
     */
    Optional<String> ask(String registry, String path, URI from, List<Challenge> challenges, Deadline deadline)
            throws FailureException, InterruptedException {
        known.remove(registry + "/" + path);
        if (known.size() > MOST) {
            known.clear();
        }
        var login = credentials.login(registry);
        for (var challenge : challenges) {
            if (challenge.scheme().equals("bearer") && challenge.parameter("realm").isPresent()) {
                return Optional.of(bearer(registry, path, from, challenge, login, deadline));
            }
        }
        if (challenges.stream().anyMatch(challenge -> challenge.scheme().equals("basic"))) {
            return login.filter(one -> !one.identityToken()).map(one ->
                    keep(registry, path, one.basic(), LONGEST_LIFE));
        }
        return Optional.empty();
    }

    /** What a login opens a registry's door with, without the right to any repository; a wrong one is refused. */
    Optional<String> prove(String registry, Login login, URI from, List<Challenge> challenges, Deadline deadline)
            throws FailureException, InterruptedException {
        for (var challenge : challenges) {
            if (challenge.scheme().equals("bearer") && challenge.parameter("realm").isPresent()) {
                try {
                    return Optional.of("Bearer " + token(registry, from, challenge, "", Optional.of(login), deadline)
                            .word());
                } catch (FailureException e) {
                    throw e.failure() instanceof Failure.LoginNeeded(var name, var detail)
                            ? new FailureException(new Failure.LoginRefused(name, detail), e) : e;
                }
            }
        }
        boolean basic = challenges.stream().anyMatch(challenge -> challenge.scheme().equals("basic"));
        return basic && !login.identityToken() ? Optional.of(login.basic()) : Optional.empty();
    }

    /** Forgets what was given so far. */
    void forget() {
        known.clear();
    }

    private String keep(String registry, String path, String authorization, Duration life) {
        known.put(registry + "/" + path, new Known(authorization, clock.instant().plus(life)));
        return authorization;
    }

    private String bearer(String registry, String path, URI from, Challenge challenge, Optional<Login> login,
            Deadline deadline) throws FailureException, InterruptedException {
        // Never more than the right to pull, whatever is asked for.
        var scope = challenge.parameter("scope").filter(one -> one.endsWith(":pull"))
                .orElse("repository:" + path + ":pull");
        var given = token(registry, from, challenge, "scope=" + encoded(scope), login, deadline);
        return keep(registry, path, "Bearer " + given.word(), given.life().minus(EARLY));
    }

    private record Given(String word, Duration life) {
        @Override
        public String toString() {
            return "Given[for " + life + "]";
        }
    }

    private Given token(String registry, URI from, Challenge challenge, String scope, Optional<Login> login,
            Deadline deadline) throws FailureException, InterruptedException {
        var realm = Hosts.follow(from, challenge.parameter("realm").orElseThrow()).orElseThrow(() ->
                Web.bad(from, "It wants the login to be sent to an address that is not safe.", null));
        var service = challenge.parameter("service").map(name -> "service=" + encoded(name)).orElse("");
        var form = service + (service.isEmpty() || scope.isEmpty() ? "" : "&") + scope;
        Web.Ask ask;
        if (login.isPresent() && login.get().identityToken()) {
            ask = new Web.Ask("POST", realm, List.of(), Optional.empty(), (form.isEmpty() ? "" : form + "&")
                    + "grant_type=refresh_token&client_id=slipway&refresh_token=" + encoded(login.get().secret()),
                    LARGEST);
        } else {
            var uri = form.isEmpty() ? realm
                    : URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + form);
            ask = Web.Ask.get(uri, LARGEST).with(login.map(Login::basic));
        }
        var answer = web.ask(ask, deadline);
        switch (answer.status()) {
            case 200 -> {
            }
            case 401, 403 -> throw new FailureException(new Failure.LoginNeeded(registry, answer.words()));
            case 429 -> throw web.rateLimited(answer);
            default -> throw Web.bad(answer.uri(), answer.words(), null);
        }
        try {
            var json = Json.read(answer.body());
            // The characters of a token: anything else could break out of the header.
            var token = Json.text(json.path("token")).or(() -> Json.text(json.path("access_token")))
                    .filter(text -> text.length() <= LONGEST_TOKEN && text.matches("[\\x21-\\x7E]+"))
                    .orElseThrow(() -> Web.bad(answer.uri(), "It gave no token.", null));
            var life = Json.amount(json.path("expires_in")).map(seconds -> Duration.ofSeconds(
                    Math.min(seconds, LONGEST_LIFE.toSeconds()))).orElse(USUAL_LIFE);
            return new Given(token, life);
        } catch (IOException e) {
            throw Web.bad(answer.uri(), "It gave no JSON in place of a token.", null);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
