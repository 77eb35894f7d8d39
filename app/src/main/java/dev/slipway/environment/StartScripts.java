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

    /** The variable that tells what runs inside the session's name. */
    static final String NAME_VARIABLE = "SLIPWAY_NAME";

    /** A user whom the image does not know needs a home that it may write; the image's own folder may be root's. */
    private static final String PREPARE = "mkdir -p \"$HOME\" 2>/dev/null; [ -w . ] || cd \"$HOME\" || cd /tmp; ";

    /**
     * Stays up until stopped. {@code sleep infinity} is not POSIX; waiting in the background lets the trap answer at
     * once, so that a stop does not take the whole grace time.
     */
    static final String STAY = PREPARE + "trap 'exit 0' TERM INT; while :; do sleep 3600 & wait $!; done";

    /**
     * Starts the best Jupyter there is. {@code --ip}, {@code --port} and the rest are understood by Notebook 5 and 6
     * and by everything on Jupyter Server; the secret comes as JUPYTER_TOKEN, which all of them read. Its pages stand
     * below the session's name, since browsers share cookies between all ports of an address.
     *
     * <p>A server that ends before Slipway has seen it answer (USR2) ends the container, with its own code. Afterwards
     * the container stays, with all else that runs in it, and the server starts again when it is asked for (USR1).
     */
    static final String JUPYTER = PREPARE + """
            set -- --ip=0.0.0.0 --port=8888 --port-retries=0 --no-browser --notebook-dir="$PWD" \
              --ServerApp.base_url="/$SLIPWAY_NAME/" --NotebookApp.base_url="/$SLIPWAY_NAME/"
            [ "$(id -u)" = 0 ] && set -- "$@" --allow-root
            if command -v jupyter-lab >/dev/null 2>&1; then set -- jupyter-lab "$@"
            elif command -v jupyter >/dev/null 2>&1 && jupyter lab --version >/dev/null 2>&1; then
              set -- jupyter lab "$@"
            elif command -v jupyter-notebook >/dev/null 2>&1; then set -- jupyter-notebook "$@"
            elif command -v jupyter >/dev/null 2>&1 && jupyter notebook --version >/dev/null 2>&1; then
              set -- jupyter notebook "$@"
            else
              echo 'There is no jupyter-lab, jupyter-notebook or jupyter in this image.' >&2
              exit 86
            fi
            child=; seen=; again=
            trap 'seen=1' USR2
            trap 'again=1' USR1
            trap '[ -z "$child" ] || { kill "$child"; wait "$child"; }; exit 0' TERM INT
            while :; do
              "$@" & child=$!
              while :; do wait "$child"; code=$?; kill -0 "$child" 2>/dev/null || break; done
              child=; again=
              [ -n "$seen" ] || exit "$code"
              echo "Jupyter ended with code $code. It starts again when it is opened." >&2
              while [ -z "$again" ]; do sleep 3600 & nap=$!; wait "$nap"; kill "$nap" 2>/dev/null; done
            done
            """;

    /** Tells {@link #JUPYTER} that its server answered. A container of another kind is left alone. */
    public static final String JUPYTER_SEEN = "grep -qs SLIPWAY_NAME /proc/1/cmdline && kill -USR2 1";

    /** Asks {@link #JUPYTER} to start its server again if that has ended. */
    public static final String JUPYTER_AGAIN = "grep -qs SLIPWAY_NAME /proc/1/cmdline && kill -USR1 1";

    /**
     * Takes the user's own locale where the image has it (musl has all); else one that every image has. A locale that
     * is not there would make programs fall back to ASCII.
     */
    private static final String LOCALE = """
            case " $(locale -a 2>/dev/null | tr '\\n' ' ') " in
              *" ${SLIPWAY_LANG%%.*}.utf8 "* | *" ${SLIPWAY_LANG:-none} "*) LANG=$SLIPWAY_LANG ;;
              *) LANG=C.UTF-8 ;;
            esac
            export LANG
            unset SLIPWAY_LANG
            """;

    /** Runs the command in its arguments. */
    public static final String COMMAND = LOCALE + "exec \"$@\"";

    /**
     * Opens the best shell, with a prompt that names the session; the user's own start-up files come first. Not a login
     * shell: /etc/profile would reset the PATH on which images such as pytorch/pytorch put their Python.
     */
    public static final String SHELL = PREPARE + LOCALE + """
            if command -v bash >/dev/null 2>&1; then
              exec bash --rcfile /dev/fd/9 9<<'END'
            exec 9<&-
            [ -r ~/.bashrc ] && . ~/.bashrc
            case $PS1 in
              '\\s-\\v\\$ ') PS1=$SLIPWAY_NAME':\\w\\$ ' ;;
              *'\\h'* | *'\\H'*) id -un >/dev/null 2>&1 || PS1=${PS1//'\\u'/$USER} ;;
              *) PS1="($SLIPWAY_NAME) $PS1" ;;
            esac
            END
            fi
            if command -v zsh >/dev/null 2>&1 && rc=$(mktemp -d 2>/dev/null); then
              cat >"$rc/.zshrc" <<'END'
            rm -rf "$ZDOTDIR"
            ZDOTDIR=$HOME
            [ -r ~/.zshrc ] && . ~/.zshrc
            case $PROMPT in *%m* | *%M*) ;; *) PROMPT="($SLIPWAY_NAME) $PROMPT" ;; esac
            END
              ZDOTDIR=$rc exec zsh
            fi
            PS1=$SLIPWAY_NAME:'$PWD$ '
            export PS1
            exec sh
            """;

    /** Prints what GPUs can be seen inside: UUIDs by nvidia-smi, and the device files. */
    public static final String GPUS = "nvidia-smi -L 2>/dev/null; "
            + "for device in /dev/nvidia[0-9]* /dev/dxg; do "
            + "[ -e \"$device\" ] && echo \"device $device\"; done; exit 0";

    /** Prints the secret of the container's Jupyter server. */
    public static final String TOKEN = "printf '%s' \"$JUPYTER_TOKEN\"";

    private StartScripts() {
    }
}
