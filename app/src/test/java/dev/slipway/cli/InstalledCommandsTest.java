package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Texts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packages are made with and removed by: completion, manual page, uninstall. */
class InstalledCommandsTest {
    private static final List<String> COMMANDS = List.of("machine", "images", "check", "up", "ps", "jupyter", "shell",
            "logs", "watch", "stop", "rm", "login", "logout", "doctor", "setup", "facts", "completion", "uninstall");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Locale locale = Locale.ENGLISH;
    private String typed = "";
    private boolean interactive;

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void aCompletionScriptNamesEveryCommandAndNoHiddenOne(String shell) {
        assertEquals(0, run("completion", shell), err());
        for (var command : COMMANDS) {
            assertTrue(out().contains(command), command);
        }
        assertTrue(out().contains("look-inside"));
        assertFalse(out().matches("(?s).*(slipway_manual|'manual[':]|\\bmanual\\)).*"), out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void itsShellUnderstandsTheScript(String shell) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin", shell)), shell + " is not on this machine");
        assertEquals(0, run("completion", shell));
        var script = Files.writeString(folder.resolve("script"), out());
        var check = new ProcessBuilder("/usr/bin/" + shell, "-n", script.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile()).start();
        assertTrue(check.waitFor(20, TimeUnit.SECONDS));
        assertEquals("", Files.readString(folder.resolve("said")));
        assertEquals(0, check.exitValue());
    }

    @Test
    void anUnknownShellIsWrongUsage() {
        assertEquals(2, run("completion", "tcsh"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void theManualPageSaysEveryCommandAndOption(String language) {
        locale = Locale.forLanguageTag(language);
        assertEquals(0, run("manual"), err());
        for (var command : COMMANDS) {
            assertTrue(out().contains("\n.SS slipway " + command + " "), command);
        }
        assertTrue(out().contains("\\fB\\-\\-look\\-inside\\fR"));
        assertTrue(out().contains("\n.SH " + Texts.load(locale).of("cli.man.exit")));
        assertFalse(out().contains("cli."), out());
        // A request that roff does not know would swallow its line.
        out().lines().filter(line -> line.startsWith(".") || line.startsWith("'"))
                .forEach(line -> assertTrue(line.matches("\\.(TH|SH|SS|TP|PP|B|BR|br)( .*)?"), line));
    }

    @Test
    void uninstallSaysHowAndTouchesNothing() throws IOException {
        var file = environment();
        assertEquals(0, run("uninstall"), err());
        assertTrue(out().contains("To remove the program"), out());
        assertTrue(out().contains(folder.resolve("data/environments") + " (1 file, 11 B)"), out());
        assertTrue(Files.exists(file));
    }

    @Test
    void purgeListsFirstAndKeepsAllWithoutAYes() throws IOException {
        var file = environment();
        interactive = true;
        typed = "n\n";
        assertEquals(1, run("uninstall", "--purge-data"), err());
        assertTrue(out().contains(folder.resolve("data/environments").toString()), out());
        assertTrue(err().contains("Remove all of this?"), err());
        assertTrue(Files.exists(file));
    }

    @Test
    void purgeWithoutATerminalNeedsYes() throws IOException {
        var file = environment();
        assertEquals(2, run("uninstall", "--purge-data"));
        assertTrue(Files.exists(file));
        assertEquals(0, run("uninstall", "--purge-data", "--yes"), err());
        assertFalse(Files.exists(file.getParent()));
        assertEquals(0, run("uninstall", "--purge-data"));
        assertTrue(out().contains("has written nothing"), out());
    }

    private Path environment() throws IOException {
        var file = folder.resolve("data/environments/thesis.slipway");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "slipway: 1\n");
    }

    private int run(String... arguments) {
        var console = new Console(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                false, interactive, false);
        return new Cli(_ -> new TourServices(folder), console, Texts.load(locale), "1.0").run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
