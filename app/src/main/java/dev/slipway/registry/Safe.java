package dev.slipway.registry;

import java.util.Optional;

/** One place that keeps logins. Calls block; a place that does not answer knows nothing and does nothing. */
interface Safe {
    /** What the user is told about it. */
    Keyring.Place place();

    /** The login of a registry. */
    Optional<Login> find(String registry) throws InterruptedException;

    /** Takes a login in; false where the place would not. */
    boolean keep(String registry, Login login) throws InterruptedException;

    /** Lets a login go. */
    void forget(String registry) throws InterruptedException;
}
