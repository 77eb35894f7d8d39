package dev.slipway.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A login to a registry.
 *
 * @param user the user's name; empty for an identity token
 * @param secret password, access key or identity token; never to be logged or kept
 * @param identityToken whether the secret is a token that a login server exchanges for another
 */
public record Login(String user, String secret, boolean identityToken) {

    /** The value of a header "Authorization". */
    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Without the secret, so that no log can hold it. */
    @Override
    public String toString() {
        return identityToken ? "Login[identity token]" : "Login[" + user + "]";
    }
}
