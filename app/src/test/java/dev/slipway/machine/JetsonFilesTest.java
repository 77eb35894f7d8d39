package dev.slipway.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JetsonFilesTest {
    @TempDir
    private Path root;

    private void write(String name, String text) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void readsAnOrin() throws IOException {
        write("etc/nv_tegra_release", "# R36 (release), REVISION: 4.3, GCID: 38968081, BOARD: generic, EABI: aarch64, "
                + "DATE: Wed Jan  8 01:49:37 UTC 2025\n# KERNEL_VARIANT: oot\nTARGET_USERSPACE_LIB_DIR=nvidia\n");
        write("proc/device-tree/model", "NVIDIA Jetson AGX Orin Developer Kit\0");
        write("proc/device-tree/compatible", "nvidia,p3737-0000+p3701-0005\0nvidia,p3701-0005\0nvidia,tegra234\0");
        var board = JetsonFiles.read(root).orElseThrow();
        assertEquals(new Jetson("NVIDIA Jetson AGX Orin Developer Kit", Optional.of("tegra234"),
                Optional.of(Version.of("36.4.3"))), board);
        assertEquals("Jetson AGX Orin Developer Kit, L4T 36.4.3", board.words());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "# R32 (release), REVISION: 7.1, GCID: 29689809, BOARD: t186ref, EABI: aarch64|32.7.1",
            "# R38 (release), REVISION: 2.2, GCID: 42205042, BOARD: generic, EABI: aarch64|38.2.2",
            "# R38 (release), REVISION: 2.1|38.2.1",
            "# R36 (release), REVISION: 5|36.5"})
    void readsEveryFormOfTheRelease(String line, String release) {
        assertEquals(Optional.of(Version.of(release)), JetsonFiles.l4t(line + "\n"));
    }

    @Test
    void noOtherComputerIsAJetson() throws IOException {
        assertEquals(Optional.empty(), JetsonFiles.read(root));
        write("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0");
        write("proc/device-tree/compatible", "raspberrypi,5-model-b\0brcm,bcm2712\0");
        write("etc/nv_tegra_release", "something else\n");
        assertEquals(Optional.empty(), JetsonFiles.read(root));
    }

    @Test
    void aBoardWithoutAReleaseIsABoardStill() throws IOException {
        write("proc/device-tree/compatible", "nvidia,p3768-0000+p3767-0005\0nvidia,tegra234\0");
        assertEquals(Optional.of(new Jetson("", Optional.of("tegra234"), Optional.empty())), JetsonFiles.read(root));
        assertEquals("Jetson", JetsonFiles.read(root).orElseThrow().words());
    }

    @Test
    void filesThatAreTooLargeOrNoTextDoNoHarm() throws IOException {
        write("etc/nv_tegra_release", "# R36 (release), REVISION: 4.3, " + "x".repeat(1 << 20));
        write("proc/device-tree/model", "Board \u001b[31m" + "y".repeat(10_000));
        Files.write(root.resolve("proc/device-tree/compatible"), new byte[] {(byte) 0xff, 0, (byte) 0xfe, 0});
        var board = JetsonFiles.read(root).orElseThrow();
        assertEquals(Optional.of(Version.of("36.4.3")), board.l4t());
        assertTrue(board.model().length() <= 100 && board.model().chars().noneMatch(Character::isISOControl));
        assertEquals(Optional.empty(), board.chip());
    }

    @Test
    void foldersInTheirPlaceAreNothing() throws IOException {
        Files.createDirectories(root.resolve("etc/nv_tegra_release"));
        Files.createDirectories(root.resolve("proc/device-tree/compatible"));
        assertEquals(Optional.empty(), JetsonFiles.read(root));
    }

    @Property(tries = 500)
    void neverThrows(@ForAll String text) {
        JetsonFiles.l4t(text);
        JetsonFiles.l4t("# R36 (release), REVISION: " + new String(text.getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1));
    }
}
