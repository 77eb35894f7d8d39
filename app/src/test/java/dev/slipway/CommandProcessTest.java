package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program as a process of its own, as a user does: what it loads, and what it logs. */
class CommandProcessTest {
    @TempDir
    Path home;

    @Test
    void theVersionLoadsNoJavaFxAndWritesNoLog() throws Exception {
        var loaded = run("--version");
        assertTrue(loaded.stream().anyMatch(line -> line.contains(" dev.slipway.cli.Cli ")), "no classes were listed");
        assertEquals(List.of(), javaFx(loaded));
        assertFalse(Files.exists(home.resolve("state/log")), "nothing was to be logged");
    }

    @Test
    void aVerdictLoadsNoJavaFx() throws Exception {
        var loaded = run("check", "--offline", "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime");
        assertTrue(loaded.stream().anyMatch(line -> line.contains(" dev.slipway.compat.Judge ")), "nothing was judged");
        assertEquals(List.of(), javaFx(loaded));
    }

    @Test
    void aFailedCommandIsLoggedInAFileOfTheDay() throws Exception {
        run("logs", "nobody");
        try (var files = Files.list(home.resolve("state/log"))) {
            var file = files.findFirst().orElseThrow();
            assertTrue(file.getFileName().toString().matches("slipway\\.\\d{4}-\\d{2}-\\d{2}\\.log"), file::toString);
            assertTrue(Files.readString(file).contains("INFO  dev.slipway.cli.Cli [main] A command failed"),
                    Files.readString(file));
        }
    }

    private static List<String> javaFx(List<String> loaded) {
        return loaded.stream().filter(line -> line.matches(".* (javafx|com\\.sun\\.(javafx|glass|prism))\\..*"))
                .toList();
    }

    /** The lines of Java's list of loaded classes. */
    private List<String> run(String... arguments) throws IOException, InterruptedException {
        var list = home.resolve("classes");
        var classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes")).collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Xlog:class+load:file=" + list, "-cp", classes,
                "dev.slipway.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile());
        builder.environment().put("SLIPWAY_HOME", home.toString());
        builder.environment().put("DOCKER_HOST", "unix://" + home.resolve("no-engine.sock"));
        var process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        return Files.readAllLines(list);
    }
}
