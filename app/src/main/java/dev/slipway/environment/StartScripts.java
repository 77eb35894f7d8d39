package dev.slipway.environment;

/**
 * What runs inside a container. These are constants: nothing a user or a file says is ever put into them; values reach
 * them as environment variables. They are POSIX, since all an image surely has is {@code /bin/sh}.
 */
public final class StartScripts {
    /** The exit code by which {@link #JUPYTER} says that the image holds no Jupyter. */
    public static final int NO_JUPYTER = 86;

    /** Where the project folder appears inside. */
    public static final String WORKSPACE = "/workspace";

    /** The home of a user that the image does not know. */
    public static final String HOME = "/tmp/slipway-home";

    /** A user whom the image does not know needs a home that it may write; the image's own folder may be root's. */
    private static final String PREPARE = "mkdir -p \"$HOME\" 2>/dev/null; [ -w . ] || cd \"$HOME\" || cd /tmp; ";

    /**
     * Stays up until stopped. {@code sleep infinity} is not POSIX; waiting in the background lets the trap answer at
     * once, so that a stop does not take the whole grace time.
     */
    static final String STAY = PREPARE + "trap 'exit 0' TERM INT; while :; do sleep 3600 & wait $!; done";

    /**
     * Starts the best Jupyter there is. {@code --ip}, {@code --port} and the rest are understood by Notebook 5 and 6
     * and by everything on Jupyter Server; the secret comes as JUPYTER_TOKEN, which all of them read.
     */
    static final String JUPYTER = PREPARE + """
            set -- --ip=0.0.0.0 --port=8888 --port-retries=0 --no-browser
            [ "$(id -u)" = 0 ] && set -- "$@" --allow-root
            for server in jupyter-lab jupyter-notebook; do
              command -v $server >/dev/null 2>&1 && exec $server "$@"
            done
            command -v jupyter >/dev/null 2>&1 && jupyter lab --version >/dev/null 2>&1 && exec jupyter lab "$@"
            command -v jupyter >/dev/null 2>&1 && jupyter notebook --version >/dev/null 2>&1 && \
            exec jupyter notebook "$@"
            echo 'There is no jupyter-lab, jupyter-notebook or jupyter in this image.' >&2
            exit 86
            """;

    /**
     * Opens the best shell. Not a login shell: /etc/profile would reset the PATH on which images such as
     * pytorch/pytorch put their Python.
     */
    public static final String SHELL = PREPARE
            + "command -v bash >/dev/null 2>&1 && exec bash; exec sh";

    /** Prints what GPUs can be seen inside: UUIDs by nvidia-smi, and the device files. */
    public static final String GPUS = "nvidia-smi -L 2>/dev/null; "
            + "for device in /dev/nvidia[0-9]* /dev/dxg; do "
            + "[ -e \"$device\" ] && echo \"device $device\"; done; exit 0";

    /** Prints the secret of the container's Jupyter server. */
    public static final String TOKEN = "printf '%s' \"$JUPYTER_TOKEN\"";

    private StartScripts() {
    }
}
