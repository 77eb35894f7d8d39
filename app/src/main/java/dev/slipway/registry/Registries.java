package dev.slipway.registry;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.Reference;
import dev.slipway.catalog.TagListing;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All registries, as this user reaches them: through the system's proxies and the mirrors of the settings, with the
 * logins of Docker and of the system's keyring. Opens nothing before it is asked. Thread-safe.
 */
public final class Registries implements ImageSource, TagSource, Logins, Download, AutoCloseable {
    private static final Duration IMAGE = Duration.ofSeconds(10);
    private static final Duration LOGIN = Duration.ofSeconds(20);
    private static final Duration FILE = Duration.ofSeconds(60);
    private static final Duration TAGS = Duration.ofSeconds(60);
    private static final String HUB = "docker.io";

    private final Web web;
    private final Clock clock;
    private final Supplier<Mirrors> mirrors;
    private final RegistryClient client;
    private final Keyring keyring;
    private final DockerHub hub;
    private final ImageSource images;

    /**
     * The registries of this user.
     *
     * @param version Slipway's
     * @param keyring holds the logins
     * @param mirrors asked for each time
     */
    public Registries(String version, Map<String, String> env, Keyring keyring, Supplier<Mirrors> mirrors,
            Clock clock) {
        this.web = new Web(version, env, clock);
        this.clock = clock;
        this.mirrors = mirrors;
        this.client = new RegistryClient(web, new Credentials(keyring), clock);
        this.keyring = keyring;
        this.hub = new DockerHub(web, clock);
        this.images = new ImageLookup(client, mirrors, IMAGE);
    }

    @Override
    public RemoteImage image(Reference reference, String architecture) throws FailureException, InterruptedException {
        return images.image(reference, architecture);
    }

    @Override
    public TagListing tags(String repository) throws FailureException, InterruptedException {
        var wanted = Reference.parse(repository).orElseThrow();
        var asked = mirrors.get().rewrite(wanted);
        if (asked.equals(wanted) && wanted.registry().equals(HUB)) {
            return hub.tags(wanted.path(), Deadline.in(TAGS));
        }
        var tags = client.tags(asked, Deadline.in(TAGS));
        // A mirror may hold a part of what it mirrors: what it lacks may well exist.
        return new TagListing(repository, tags.names().stream().map(TagListing.Tag::named).toList(),
                tags.complete() && asked.equals(wanted), clock.instant(), asked.registry());
    }

    @Override
    public Optional<byte[]> get(URI address, int most) throws FailureException, InterruptedException {
        var answer = web.ask(Web.Ask.get(address, most), Deadline.in(FILE));
        return switch (answer.status()) {
            case 200 -> Optional.of(answer.body());
            case 404, 410 -> Optional.empty();
            case 429 -> throw web.rateLimited(answer);
            default -> throw new FailureException(new Failure.NetworkFailed(Hosts.name(answer.uri()),
                    answer.words()));
        };
    }

    @Override
    public Keyring.Place place(String registry) throws InterruptedException {
        return keyring.place(registry);
    }

    @Override
    public Keyring.Place logIn(String registry, Login login) throws FailureException, InterruptedException {
        client.verify(registry, login, Deadline.in(LOGIN));
        var place = keyring.keep(registry, login);
        client.forgetTokens();
        return place;
    }

    @Override
    public Keyring.Forgotten logOut(String registry) throws InterruptedException {
        var what = keyring.forget(registry);
        client.forgetTokens();
        return what;
    }

    @Override
    public void close() {
        web.close();
    }
}
