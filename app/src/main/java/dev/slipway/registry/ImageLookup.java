package dev.slipway.registry;

import dev.slipway.base.FailureException;
import dev.slipway.catalog.Reference;
import java.time.Duration;
import java.util.function.Supplier;

/** Reads what any image says of itself from its registry, or the mirror that stands in for it. Blocks; thread-safe. */
public final class ImageLookup implements ImageSource {
    private final RegistryClient client;
    private final Supplier<Mirrors> mirrors;
    private final Duration limit;

    /**
     * A look-up.
     *
     * @param mirrors asked for each time
     * @param limit how long one image may take
     */
    public ImageLookup(RegistryClient client, Supplier<Mirrors> mirrors, Duration limit) {
        this.client = client;
        this.mirrors = mirrors;
        this.limit = limit;
    }

    @Override
    public RemoteImage image(Reference reference, String architecture) throws FailureException, InterruptedException {
        return client.image(mirrors.get().rewrite(reference), "linux", architecture, Deadline.in(limit));
    }
}
