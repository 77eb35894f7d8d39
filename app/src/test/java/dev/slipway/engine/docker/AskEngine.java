package dev.slipway.engine.docker;

import dev.slipway.base.Background;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Endpoint;
import java.net.URI;
import java.util.List;

/** Asks the engine at an address what it is, and prints how that failed; run by a test in a Java machine of its own. */
final class AskEngine {
    private AskEngine() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        var endpoint = new Endpoint(URI.create(arguments[0]), Endpoint.Origin.SETTINGS, "");
        try (var engine = TestEngines.open(endpoint, List.of(), List.of(), Background.virtualThreads())) {
            System.out.print(engine.info().version());
        } catch (FailureException e) {
            System.out.print(e.failure().name() + " " + e.failure().arguments().getFirst());
        }
    }
}
