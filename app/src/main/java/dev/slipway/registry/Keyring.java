package dev.slipway.registry;

import dev.slipway.base.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps logins where this system keeps secrets; the first of these that takes one:
 * <ol>
 * <li>the credential helper that Docker's configuration names for the registry, so that Docker finds the login too;
 * <li>another helper on the PATH: secretservice, pass, osxkeychain, wincred;
 * <li>the desktop's keyring through {@code secret-tool}, where a session bus answers;
 * <li>the memory of this run.
 * </ol>
 * Never a file: Slipway does not write a secret into Docker's configuration. Secrets are in no argument, log or
 * exception. Calls block for other programs. Thread-safe.
 */
public final class Keyring {
    private static final List<String> HELPERS = List.of("secretservice", "pass", "osxkeychain", "wincred");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DockerConfig docker;
    private final Programs programs;
    private final KeptList kept;
    private final Duration patience;
    private final MemorySafe memory = new MemorySafe();

    /** Where a login is kept. */
    public sealed interface Place {
        /** Where a login would be kept, in a sentence. */
        Text text();

        /** Where it is kept now, in a sentence. */
        default Text kept() {
            return new Text(text().key().replace("login.place.", "login.kept."), text().arguments());
        }

        /** With the credential helper of this program's name, which Docker uses too. */
        record DockerHelper(String program) implements Place {
            @Override
            public Text text() {
                return Text.of("login.place.docker", program);
            }
        }

        /** With a credential helper of this program's name that Docker's configuration does not name. */
        record OtherHelper(String program) implements Place {
            @Override
            public Text text() {
                return Text.of("login.place.helper", program);
            }
        }

        /** In the desktop's keyring. */
        record SystemKeyring() implements Place {
            @Override
            public Text text() {
                return Text.of("login.place.keyring");
            }
        }

        /** Nowhere, once this run ends. */
        record Memory() implements Place {
            @Override
            public Text text() {
                return Text.of("login.place.memory");
            }
        }
    }

    /** What became of a login that was to be forgotten. */
    public enum Forgotten {
        /** It is gone. */
        GONE,
        /** There was none. */
        NONE,
        /** A keyring still holds it. */
        STILL_KEPT,
        /** It lies in Docker's own file, which Slipway does not write. */
        IN_DOCKERS_FILE
    }

    /**
     * The keyring of this user.
     *
     * @param names the file with the names of the registries that have a login
     */
    public static Keyring ofThisUser(Map<String, String> env, Path home, Path names) {
        return new Keyring(dockerConfig(env, home), env, Optional.of(names), PATIENCE);
    }

    /** Docker's configuration file: in DOCKER_CONFIG, else in ~/.docker. */
    static Path dockerConfig(Map<String, String> env, Path home) {
        var own = env.getOrDefault("DOCKER_CONFIG", "");
        return (own.isBlank() ? home.resolve(".docker") : Path.of(own)).resolve("config.json");
    }

    Keyring(Path config, Map<String, String> env, Optional<Path> names, Duration patience) {
        this.docker = new DockerConfig(config);
        this.programs = new Programs(Map.copyOf(env));
        this.kept = new KeptList(names);
        this.patience = patience;
    }

    /** Where a login would be kept now, as far as can be told without keeping one. */
    public Place place(String registry) throws InterruptedException {
        return safes(registry).getFirst().place();
    }

    /** Keeps a login, and tells where: a place counts only once it gives the login back. */
    Place keep(String registry, Login login) throws InterruptedException {
        forget(registry);
        for (var safe : safes(registry)) {
            boolean listed = safe.place() instanceof Place.DockerHelper || safe.place() instanceof Place.Memory
                    || kept.add(registry);
            if (listed && safe.keep(registry, login) && safe.find(registry).equals(Optional.of(login))) {
                return safe.place();
            }
            safe.forget(registry);
            kept.remove(registry);
        }
        throw new IllegalStateException("Memory keeps every login");
    }

    /** The login of a registry; empty when none is known. */
    Optional<Login> find(String registry) throws InterruptedException {
        var inMemory = memory.find(registry);
        if (inMemory.isPresent()) {
            return inMemory;
        }
        var own = dockerHelper(registry);
        if (own.isPresent()) {
            var login = own.get().find(registry);
            if (login.isPresent()) {
                return login;
            }
        }
        if (kept.holds(registry)) {
            for (var safe : others(own)) {
                var login = safe.find(registry);
                if (login.isPresent()) {
                    return login;
                }
            }
        }
        return docker.login(Credentials.server(registry));
    }

    /** Removes the login of a registry from every keyring. */
    Forgotten forget(String registry) throws InterruptedException {
        boolean known = false;
        boolean left = false;
        boolean listed = kept.holds(registry);
        for (var safe : safes(registry)) {
            boolean other = safe.place() instanceof Place.OtherHelper || safe.place() instanceof Place.SystemKeyring;
            if ((!other || listed) && safe.find(registry).isPresent()) {
                known = true;
                safe.forget(registry);
                left |= safe.find(registry).isPresent();
            }
        }
        if (left) {
            return Forgotten.STILL_KEPT;
        }
        kept.remove(registry);
        return docker.login(Credentials.server(registry)).isPresent() ? Forgotten.IN_DOCKERS_FILE
                : known ? Forgotten.GONE : Forgotten.NONE;
    }

    /** The places there are, the one to use first. */
    private List<Safe> safes(String registry) throws InterruptedException {
        var safes = new ArrayList<Safe>();
        var own = dockerHelper(registry);
        own.ifPresent(safes::add);
        safes.addAll(others(own));
        safes.add(memory);
        return safes;
    }

    private Optional<HelperSafe> dockerHelper(String registry) {
        return docker.helper(Credentials.server(registry)).map(name -> HelperSafe.PREFIX + name)
                .flatMap(name -> programs.find(name).map(program ->
                        new HelperSafe(programs, program, new Place.DockerHelper(name), patience)));
    }

    private List<Safe> others(Optional<HelperSafe> own) throws InterruptedException {
        var safes = new ArrayList<Safe>();
        for (var helper : HELPERS) {
            var name = HelperSafe.PREFIX + helper;
            programs.find(name).filter(program -> own.isEmpty() || !own.get().program().equals(program))
                    .ifPresent(program -> safes.add(new HelperSafe(programs, program, new Place.OtherHelper(name),
                            patience)));
        }
        var tool = programs.find(SecretToolSafe.NAME);
        if (tool.isPresent() && bus()) {
            var safe = new SecretToolSafe(programs, tool.get(), patience);
            if (safe.answers()) {
                safes.add(safe);
            }
        }
        return safes;
    }

    /** Without a bus secret-tool would start one of its own, whose keyring nobody sees. */
    private boolean bus() {
        var folder = programs.env().getOrDefault("XDG_RUNTIME_DIR", "");
        return !programs.env().getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isBlank()
                || !folder.isBlank() && Files.exists(Path.of(folder).resolve("bus"));
    }
}
