package dev.slipway.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.FailureException;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.Extras;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.layer.Layers;
import dev.slipway.session.EngineSessions;
import dev.slipway.session.FakeMachine;
import dev.slipway.testbed.TestBed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real SSH server in a session, and the real clients. */
@Tag("engine")
@Timeout(150)
class SshEngineTest {
    private final TestBed bed = TestBed.open();
    private final List<String> launched = new ArrayList<>();

    @TempDir
    private Path home;

    private EngineSessions sessions;
    private Ssh ssh;

    private EngineSessions open(long uid) {
        ssh = new Ssh(home.resolve("slipway"), home.resolve(".ssh"), Map.of());
        sessions = new EngineSessions(new FakeMachine(bed.docker()), Background.virtualThreads(),
                Optional.of(new Caller(uid, uid, List.of(uid))), UnaryOperator.identity(), new Layers(), ssh::arrived);
        return sessions;
    }

    @AfterEach
    void clean() throws Exception {
        for (var name : launched) {
            sessions.remove(name);
        }
        sessions.close();
        bed.close();
    }

    private String launch() throws Exception {
        var name = bed.name("ssh");
        sessions.launch(new Environment(name, bed.jupyter(), new GpuChoice.None(), Optional.empty(), false,
                Optional.empty(), Optional.empty(), Extras.NONE.withSsh(true)));
        launched.add(name);
        try {
            ssh.prepare(sessions.held(name));
        } catch (FailureException e) {
            throw new AssertionError(e.failure().detail(), e);
        }
        return name;
    }

    private record Ran(int code, String output) {
    }

    private static Ran run(String... words) throws Exception {
        var process = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null"))).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), Arrays.toString(words));
        return new Ran(process.exitValue(), output);
    }

    private String config(String name) {
        return home.resolve("slipway/hosts/" + name + ".conf").toString();
    }

    private Ran ssh(String name, String... more) throws Exception {
        var words = new ArrayList<>(List.of("ssh", "-F", config(name), "-o", "BatchMode=yes"));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    @Test
    void letsTheRealClientsInByKeyOnlyAsTheSessionsUser() throws Exception {
        open(4321);
        var name = launch();
        var host = "slipway-" + name;
        var who = ssh(name, host, "id -u; whoami; pwd; exit 7");
        assertEquals(7, who.code(), who.output());
        assertEquals("4321\nslipway\n/work\n", who.output());

        // The same variables as in the terminal: what the image says, PATH before all.
        var inside = new ByteArrayOutputStream();
        sessions.pipe(name, List.of("env"), new ByteArrayInputStream(new byte[0]), chunk ->
                inside.writeBytes(chunk.bytes()));
        var terminal = variables(inside.toString(StandardCharsets.UTF_8));
        var remote = variables(ssh(name, host, "env").output());
        for (var variable : List.of("PATH", "HOME", "USER", "HOSTNAME", "SLIPWAY_NAME")) {
            assertEquals(terminal.get(variable), remote.get(variable), variable);
        }

        // scp, sftp and rsync both ways.
        var sent = new byte[200_000];
        new Random(1).nextBytes(sent);
        var file = Files.write(home.resolve("sent.bin"), sent);
        for (var way : List.of(List.of("scp", "-F", config(name)), List.of("scp", "-O", "-F", config(name)))) {
            var back = home.resolve("back" + way.size());
            copy(way, file.toString(), host + ":there.bin");
            copy(way, host + ":there.bin", back.toString());
            assertArrayEquals(sent, Files.readAllBytes(back));
        }
        var rsync = List.of("rsync", "-a", "-e", "ssh -F " + config(name));
        copy(rsync, file.toString(), host + ":synced.bin");
        copy(rsync, host + ":synced.bin", home.resolve("synced").toString());
        assertArrayEquals(sent, Files.readAllBytes(home.resolve("synced")));

        // Neither without a key, nor as root.
        assertEquals(255, ssh(name, "-o", "IdentityFile=none", "-o", "IdentitiesOnly=yes", "-o",
                "PubkeyAuthentication=no", host, "id").code());
        assertEquals(255, ssh(name, "-l", "root", host, "id").code());
        var port = sessions.list().getFirst().ports().get("ssh");
        assertTrue(sessions.held(name).engine().container("slipway-" + name).orElseThrow().ports().stream()
                .allMatch(it -> it.hostAddress().equals("127.0.0.1")));

        // It is known again after a stop, and under its name once the user has agreed.
        sessions.stop(name);
        sessions.start(name);
        assertEquals(port, sessions.list().getFirst().ports().get("ssh"));
        var again = ssh(name, host, "echo again");
        assertEquals("again\n", again.output());
        ssh.agree();
        assertEquals("ssh slipway-" + name, String.join(" ", ssh.prepare(sessions.held(name))));

        // Made anew, it has another port perhaps, but the same key.
        sessions.remove(name);
        sessions.launch(new Environment(name, bed.jupyter(), new GpuChoice.None(), Optional.empty(), true,
                Optional.empty(), Optional.empty(), Extras.NONE.withSsh(true)));
        assertEquals("anew\n", ssh(name, host, "echo anew").output());
    }

    private static void copy(List<String> how, String from, String to) throws Exception {
        var words = new ArrayList<>(how);
        words.addAll(List.of(from, to));
        var done = run(words.toArray(String[]::new));
        assertEquals(0, done.code(), words + "\n" + done.output());
    }

    private static Map<String, String> variables(String env) {
        var all = new java.util.HashMap<String, String>();
        env.lines().filter(line -> line.contains("=")).forEach(line ->
                all.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return all;
    }

    @Test
    void letsRootInByKeyWhereTheSessionIsRoots() throws Exception {
        open(0);
        var name = launch();
        assertEquals("0\n", ssh(name, "slipway-" + name, "id -u").output());
        assertNotEquals(0, ssh(name, "-o", "PubkeyAuthentication=no", "slipway-" + name, "id").code());
    }

    @Test
    void saysThatAnImageHasNoServerOrThatSshIsOff() throws Exception {
        open(4321);
        var name = launch();
        var held = sessions.held(name);
        held.engine().run(held.containerId(), new dev.slipway.engine.Engine.Command(List.of("sh", "-c",
                "kill $(cat /etc/slipway-ssh/run/pid); rm /usr/sbin/sshd /etc/slipway-ssh/run/pid"), Map.of(),
                Optional.of("0:0"), Optional.empty()), _ -> {
                });
        assertEquals("access.ssh.no-server", problem(name));
        var off = bed.name("off");
        sessions.launch(new Environment(off, bed.tiny(bed.docker()), new GpuChoice.None(), Optional.empty(), false,
                Optional.empty(), Optional.empty()));
        launched.add(off);
        assertEquals("access.ssh.off", problem(off));
    }

    private String problem(String name) throws Exception {
        try {
            ssh.prepare(sessions.held(name));
            return "";
        } catch (FailureException e) {
            return ((dev.slipway.base.Failure.BadInput) e.failure()).problem().key();
        }
    }
}
