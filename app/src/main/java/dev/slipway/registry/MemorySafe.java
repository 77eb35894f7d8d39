package dev.slipway.registry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps logins until this run of the program ends, and nowhere else. Thread-safe. */
final class MemorySafe implements Safe {
    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    @Override
    public Keyring.Place place() {
        return new Keyring.Place.Memory();
    }

    @Override
    public Optional<Login> find(String registry) {
        return Optional.ofNullable(logins.get(registry));
    }

    @Override
    public boolean keep(String registry, Login login) {
        logins.put(registry, login);
        return true;
    }

    @Override
    public void forget(String registry) {
        logins.remove(registry);
    }
}
