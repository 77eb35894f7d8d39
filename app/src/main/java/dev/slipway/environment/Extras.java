package dev.slipway.environment;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an environment has beyond its image: packages added in a layer of its own, a way in by SSH, and web pages.
 *
 * @param packages what is installed on top of the image
 * @param ssh whether an SSH server runs in it, for keys only
 * @param apps web pages it serves beside Jupyter
 */
public record Extras(Packages packages, boolean ssh, List<WebApp> apps) {
    /** Nothing beyond the image. */
    public static final Extras NONE = new Extras(Packages.NONE, false, List.of());
    /** The most web pages an environment can have. */
    public static final int MOST_APPS = 16;

    /** Freezes the list. */
    public Extras {
        apps = List.copyOf(apps);
    }

    /** The same with other packages. */
    public Extras withPackages(Packages other) {
        return new Extras(other, ssh, apps);
    }

    /** The same with or without SSH. */
    public Extras withSsh(boolean wanted) {
        return new Extras(packages, wanted, apps);
    }

    /** The same with other web pages. */
    public Extras withApps(List<WebApp> others) {
        return new Extras(packages, ssh, others);
    }

    /**
     * Packages by the tool that installs them, each as that tool's own requirement ("einops>=0.8"); never an option.
     *
     * @param pip for pip, as PEP 508 names with versions and extras; no addresses, no files
     * @param conda for conda, as match specifications
     * @param apt for apt, as names with an optional version
     */
    public record Packages(List<String> pip, List<String> conda, List<String> apt) {
        /** None. */
        public static final Packages NONE = new Packages(List.of(), List.of(), List.of());
        /** The most of one tool. */
        public static final int MOST = 200;

        private static final Pattern PIP = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
                + "(?:\\[[A-Za-z0-9._,-]{1,200}])?"
                + "(?:(?:===|==|!=|~=|<=|>=|<|>)[A-Za-z0-9.*+!_-]{1,60}"
                + "(?:,(?:===|==|!=|~=|<=|>=|<|>)[A-Za-z0-9.*+!_-]{1,60}){0,8})?");
        private static final Pattern CONDA = Pattern.compile(
                "(?:[A-Za-z0-9][A-Za-z0-9_-]*::)?[A-Za-z0-9_][A-Za-z0-9._-]*"
                + "(?:(?:==|=|!=|<=|>=|<|>)[A-Za-z0-9.*+!_-]{1,60}(?:=[A-Za-z0-9_.*]{1,60})?)?");
        private static final Pattern APT = Pattern.compile("[a-z0-9][a-z0-9+.-]+(?:=[A-Za-z0-9.+:~-]{1,80})?");
        private static final int LONGEST = 200;

        /** Freezes the lists. */
        public Packages {
            pip = List.copyOf(pip);
            conda = List.copyOf(conda);
            apt = List.copyOf(apt);
        }

        /** These and others, each once. */
        public Packages plus(Packages others) {
            return new Packages(both(pip, others.pip), both(conda, others.conda), both(apt, others.apt));
        }

        private static List<String> both(List<String> some, List<String> others) {
            return Stream.concat(some.stream(), others.stream()).distinct().toList();
        }

        /** The first that its tool may not be given; empty when all are well. */
        public Optional<String> firstInvalid() {
            return Stream.of(pip.stream().filter(name -> !validPip(name)),
                    conda.stream().filter(name -> !validConda(name)), apt.stream().filter(name -> !validApt(name)))
                    .flatMap(bad -> bad).findFirst();
        }

        /** Whether there are none. */
        public boolean isEmpty() {
            return pip.isEmpty() && conda.isEmpty() && apt.isEmpty();
        }

        /** Whether pip may be given this requirement. */
        public static boolean validPip(String requirement) {
            return fits(requirement, PIP);
        }

        /** Whether conda may be given this specification. */
        public static boolean validConda(String specification) {
            return fits(specification, CONDA);
        }

        /** Whether apt may be given this name. */
        public static boolean validApt(String name) {
            return fits(name, APT);
        }

        private static boolean fits(String text, Pattern pattern) {
            // The length comes first: a pattern must not be tried on anything long.
            return text.length() <= LONGEST && pattern.matcher(text).matches();
        }
    }

    /**
     * A web page that something in the environment serves.
     *
     * @param name as an environment is named; stands in the menu
     * @param port the port inside, 1 to 65535
     * @param path what is asked for to see whether it answers, and opened; begins with a slash
     */
    public record WebApp(String name, int port, String path) {
        private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/%?&=+-]{0,200}");

        /** Whether this can be a path. */
        public static boolean validPath(String path) {
            return PATH.matcher(path).matches();
        }
    }
}
