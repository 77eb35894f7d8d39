package dev.slipway.ui.login;

import dev.slipway.base.Failure;
import java.util.Optional;

/**
 * What the dialog says.
 *
 * @param place where the login would be kept, in a sentence
 * @param checking whether the registry is being asked
 * @param failure why the last try did not succeed
 */
record LoginState(String place, boolean checking, Optional<Failure> failure) {
    LoginState at(String newPlace) {
        return new LoginState(newPlace, checking, failure);
    }

    LoginState asking() {
        return new LoginState(place, true, Optional.empty());
    }

    LoginState failed(Optional<Failure> why) {
        return new LoginState(place, false, why);
    }
}
