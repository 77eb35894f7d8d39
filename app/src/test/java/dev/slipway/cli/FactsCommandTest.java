package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Texts;
import dev.slipway.catalog.BundledCatalog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String typed, String... arguments) {
        out.reset();
        err.reset();
        var console = new Console(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                false, !typed.isEmpty(), false);
        return new Cli(_ -> new TourServices(folder), console, Texts.load(Locale.ENGLISH), "1.0").run(arguments);
    }

    private Path newer() throws IOException {
        var file = folder.resolve("new.json");
        try (var stream = BundledCatalog.class.getResourceAsStream("catalog.json")) {
            return Files.writeString(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"2099.01.01\""));
        }
    }

    @Test
    void showsTheFactsThatComeWithSlipway() {
        assertEquals(0, run("", "facts"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Source: comes with Slipway"), out.toString());
    }

    @Test
    void anUnsignedSetNeedsTheUsersWord() throws IOException {
        var file = newer().toString();
        assertEquals(2, run("", "facts", "--load", file));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("--allow-unsigned"), err.toString());
        assertEquals(1, run("n\n", "facts", "--load", file));
        assertEquals(0, run("", "facts", "--json"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"bundled\""), out.toString());
        assertEquals(0, run("y\n", "facts", "--load", file));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Signature: none; you agreed to it"), out.toString());
        assertEquals(0, run("", "facts", "--bundled"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Source: comes with Slipway"), out.toString());
        assertEquals(0, run("", "facts", "--load", file, "--allow-unsigned"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Version: 2099.01.01"), out.toString());
    }

    @Test
    void aDamagedStoredSetGivesWayWithAWord() throws IOException {
        assertEquals(0, run("", "facts", "--load", newer().toString(), "--allow-unsigned"));
        Files.writeString(folder.resolve("data/facts/current/facts.json"), "{");
        assertEquals(0, run("", "facts"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Source: comes with Slipway"), out.toString());
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("changed on disk"), err.toString());
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertEquals(2, run("", "facts", "--load", folder.resolve("none.json").toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("There is nothing at"), err.toString());
        assertEquals(2, run("", "facts", "--load", "http://example.org/facts.json"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("not encrypted"), err.toString());
    }
}
