package dev.slipway.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Outcome;
import dev.slipway.base.Text;
import dev.slipway.doctor.Command;
import dev.slipway.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs commands through a pkexec that notes what it was given, one argument a line. */
class FixRunTest {
    private static final Rights RIGHTS = new Rights(false, true, true, false, "mia o'hara", "/home/mia");

    @TempDir
    Path folder;
    private Path notes;

    @BeforeEach
    void aPkexecThatTakesNotes() throws IOException {
        notes = folder.resolve("notes");
        program("pkexec", "printf '%s\\n' \"$@\" >>'" + notes + "'\n[ -z \"$PKEXEC_ANSWER\" ] ||"
                + " { printf '%s\\n' \"$PKEXEC_WORDS\" >&2; exit $PKEXEC_ANSWER; }\nexec \"$@\"\n");
        program("usermod", "echo changed \"$3\"\n");
        program("apt-get", "echo Reading package lists...\necho E: broken >&2\nexit 100\n");
        program("slow", "echo begun\nexec sleep 60\n");
        program("tee", "cat >'" + folder.resolve("written") + "'\n");
    }

    private void program(String name, String script) throws IOException {
        var file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private FixRun runner(String answer) {
        return runner(answer, "");
    }

    private FixRun runner(String answer, String words) {
        return new FixRun(Map.of("PATH", folder.resolve("bin") + ":/usr/bin:/bin", "PKEXEC_ANSWER", answer,
                "PKEXEC_WORDS", words, "SHELL", "/opt/own/shell"));
    }

    private static Finding.Fix fix(Command... steps) {
        return new Finding.Fix(Text.of("doctor.fix"), List.of("for people"), List.of(steps), true, false);
    }

    private static Command root(String... words) {
        return new Command(List.of(words), true, "");
    }

    @Test
    void wordsReachTheProgramAsTheyAre() throws IOException {
        var words = new ArrayList<FixRun.Word>();
        var end = runner("").run(fix(root("usermod", "-aG", "docker; rm -rf /", Command.USER)), RIGHTS, words::add);
        assertEquals(new FixRun.End.Done(), end);
        assertEquals(List.of("usermod", "-aG", "docker; rm -rf /", "mia o'hara"), Files.readAllLines(notes));
        assertEquals(new FixRun.Word.Begins(1, 1, "pkexec usermod -aG 'docker; rm -rf /' 'mia o'\\''hara'"),
                words.getFirst());
        assertEquals("changed mia o'hara\n",
                ((FixRun.Word.Says) words.get(1)).text());
    }

    @Test
    void whatAProgramIsToReadReachesIt() throws IOException {
        var line = "deb [signed-by=/k.asc] https://example/$(ARCH) /\n";
        assertEquals(new FixRun.End.Done(), runner("").run(fix(new Command(List.of("tee", "/etc/list"), true, line)),
                RIGHTS, _ -> { }));
        assertEquals(line, Files.readString(folder.resolve("written")));
    }

    @Test
    void theFirstFailureEndsIt() throws IOException {
        var said = new StringBuilder();
        var end = runner("").run(fix(root("apt-get", "update"), root("usermod", "-aG", "docker", "mia")), RIGHTS,
                word -> {
                    if (word instanceof FixRun.Word.Says(var text)) {
                        said.append(text);
                    }
                });
        assertEquals(new FixRun.End.Failed("pkexec apt-get update", 100), end);
        assertEquals("Reading package lists...\nE: broken\n", said.toString());
        assertFalse(Files.readString(notes).contains("usermod"));
    }

    /** The words of pkexec 122 in Debian 12. */
    @ParameterizedTest
    @CsvSource({
        "126, Error executing command as another user: Request dismissed, Refused",
        "127, Error executing command as another user: Not authorized, Refused",
        "127, Error executing command as another user: No authentication agent found., CannotAsk",
        "127, Error creating textual authentication agent: No such device or address, CannotAsk",
        "127, Error getting authority: Error initializing authority: Could not connect: Connection refused, CannotAsk",
        "127, Unable to open library, Failed",
        "126, Permission denied, Failed",
        "1, Error executing command as another user: Not authorized, Failed"})
    void whatPkexecAnswersIsUnderstood(String answer, String words, String kind) {
        var end = runner(answer, words).run(fix(root("usermod", "-aG", "docker", "mia")), RIGHTS, _ -> { });
        assertEquals(kind, end.getClass().getSimpleName());
    }

    /** pkexec refuses to run anything for a user whose shell /etc/shells does not name. */
    @Test
    void aShellThatPkexecMayNotKnowIsNotPassedOn() throws IOException {
        program("shells", "printf '%s' \"${SHELL-none}\" >'" + folder.resolve("written") + "'\n");
        assertEquals(new FixRun.End.Done(), runner("").run(fix(root("env", "shells")), RIGHTS, _ -> { }));
        assertFalse(Files.readString(folder.resolve("written")).contains("/opt/own/shell"));
    }

    @Test
    void aMissingProgramIsNamed() {
        assertEquals(new FixRun.End.NotThere("no-such-program"), runner("").run(
                fix(new Command(List.of("no-such-program"), false, "")), RIGHTS, _ -> { }));
    }

    @Test
    void rootNeedsNoPkexec() {
        var asRoot = new Rights(true, false, false, false, "root", "/root");
        assertEquals(new FixRun.End.Done(), runner("").run(fix(root("usermod", "-aG", "docker", "mia")), asRoot,
                _ -> { }));
        assertFalse(Files.exists(notes));
    }

    @Test
    void whatSlipwayMayNotRunIsNotRun() {
        var without = new Rights(false, false, true, false, "mia", "/home/mia");
        var fix = fix(root("usermod", "-aG", "docker", "mia"));
        assertThrows(IllegalArgumentException.class, () -> runner("").run(fix, without, _ -> { }));
        assertFalse(Files.exists(notes));
    }

    @Test
    void aCancelEndsTheCommandAndStartsNoFurtherOne() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CompletableFuture<FixRun.End>();
        var words = new CopyOnWriteArrayList<FixRun.Word>();
        var task = Background.virtualThreads().run("fix", () -> runner("").run(
                fix(root("slow"), root("usermod", "-aG", "docker", "mia")), RIGHTS, word -> {
                    words.add(word);
                    if (word instanceof FixRun.Word.Says) {
                        begun.countDown();
                    }
                }), outcome -> {
                    if (outcome instanceof Outcome.Done<FixRun.End>(var value)) {
                        end.complete(value);
                    }
                });
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        task.cancel();
        assertEquals(new FixRun.End.Stopped(false), end.get(20, TimeUnit.SECONDS));
        assertFalse(Files.readString(notes).contains("usermod"));
        assertEquals(1, words.stream().filter(FixRun.Word.Begins.class::isInstance).count());
    }

    @Test
    void charactersAreWholeHoweverTheyCome() throws IOException {
        program("words", "printf '\\344\\270'; sleep 0.3; printf '\\255'; sleep 0.1; printf ' end'\n");
        var said = new StringBuilder();
        runner("").run(fix(new Command(List.of("words"), false, "")), RIGHTS, word -> {
            if (word instanceof FixRun.Word.Says(var text)) {
                said.append(text);
            }
        });
        assertEquals("中 end", said.toString());
    }
}
