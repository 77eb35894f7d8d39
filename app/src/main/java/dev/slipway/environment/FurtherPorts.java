package dev.slipway.environment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ports that a session publishes beside Jupyter's, each for one purpose: SSH, TensorBoard, and every web page that
 * the environment names. TensorBoard's is always kept ready, since a port cannot be added to a container that runs.
 * Pure.
 */
public final class FurtherPorts {
    /** The purpose of the SSH server's port. */
    public static final String SSH = "ssh";
    /** The purpose of TensorBoard's port. */
    public static final String TENSORBOARD = "tensorboard";

    /** The SSH server's port inside: one that an ordinary user may listen on. */
    private static final int SSH_INSIDE = 2222;
    private static final int TENSORBOARD_INSIDE = 6006;
    private static final String APP = "app.";

    private FurtherPorts() {
    }

    /** The purpose of a web page's port; a dot stands in no name, so that it is never taken for another purpose. */
    public static String app(String name) {
        return APP + name;
    }

    /** The name of the web page that a purpose is; empty when it is another. */
    public static Optional<String> page(String purpose) {
        return purpose.startsWith(APP) ? Optional.of(purpose.substring(APP.length())) : Optional.empty();
    }

    /** Whether this can be a purpose; labels can have been written by anyone. */
    public static boolean valid(String purpose) {
        return purpose.equals(SSH) || purpose.equals(TENSORBOARD)
                || purpose.startsWith(APP) && Naming.validName(purpose.substring(APP.length()));
    }

    /** What an environment publishes: ports inside by purpose, in a fixed order. */
    public static Map<String, Integer> inside(Environment environment) {
        var ports = new LinkedHashMap<String, Integer>();
        var apps = new LinkedHashMap<String, Integer>();
        environment.extras().apps().forEach(app -> apps.put(app(app.name()), app.port()));
        if (environment.extras().ssh()) {
            ports.put(SSH, free(SSH_INSIDE, environment, apps));
        }
        ports.put(TENSORBOARD, free(TENSORBOARD_INSIDE, environment, apps));
        ports.putAll(apps);
        return Collections.unmodifiableMap(ports);
    }

    /** The first port from {@code first} on that no web page of the environment has. */
    private static int free(int first, Environment environment, Map<String, Integer> apps) {
        int port = first;
        while (apps.containsValue(port) || environment.jupyter() && port == LaunchInputs.JUPYTER_PORT) {
            port++;
        }
        return port;
    }
}
