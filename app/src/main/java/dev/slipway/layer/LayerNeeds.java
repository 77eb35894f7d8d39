package dev.slipway.layer;

import dev.slipway.environment.Environment;
import dev.slipway.environment.Extras.Packages;

/**
 * What has to be added to an image.
 *
 * @param jupyter a Jupyter server
 * @param ssh an SSH server's program; it is started and given its keys elsewhere
 * @param packages packages
 */
public record LayerNeeds(boolean jupyter, boolean ssh, Packages packages) {
    /** Nothing. */
    public static final LayerNeeds NOTHING = new LayerNeeds(false, false, Packages.NONE);

    /** What an environment wants, whether its image has it or not. */
    public static LayerNeeds of(Environment environment) {
        return new LayerNeeds(environment.jupyter(), environment.extras().ssh(), environment.extras().packages());
    }

    /** What of it an image does not have. */
    public LayerNeeds beyond(Probed image) {
        return new LayerNeeds(jupyter && image.jupyter().isEmpty(), ssh && image.sshd().isEmpty(), packages);
    }

    /** Whether no layer is needed. */
    public boolean isEmpty() {
        return !jupyter && !ssh && packages.isEmpty();
    }
}
