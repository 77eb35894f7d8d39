package dev.slipway.gpu.oshi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.gpu.Gpu.Maker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oshi.hardware.GpuStats;
import oshi.hardware.GraphicsCard;

class OshiTest {

    private record Card(String getName, String getDeviceId, String getVendor, long getVRam) implements GraphicsCard {
        @Override
        public String getVersionInfo() {
            return "";
        }

        @Override
        public GpuStats createStatsSession() {
            throw new UnsupportedOperationException("no test asks for statistics");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NVIDIA Corporation (0x10de), AD102, NVIDIA",
        "0x10de, unknown, NVIDIA",
        "'Advanced Micro Devices, Inc. [AMD/ATI] (0x1002)', Navi 31, AMD",
        "ATI Technologies, Rage, AMD",
        "Intel Corporation (0x8086), UHD Graphics 770, INTEL",
        "Red Hat (0x1af4), Virtio GPU, OTHER",
        "Apple (0x106b), Apple M3, OTHER",
        "unknown, unknown, OTHER",
    })
    void knowsTheMaker(String vendor, String name, Maker maker) {
        assertEquals(maker, OshiSource.maker(vendor, name));
    }

    @Test
    void listsCardsWithWhatIsKnownOfThem() {
        try (var source = new OshiSource(() -> List.of(
                new Card("Navi 31 [Radeon RX 7900 XTX]", "0x744c", "AMD (0x1002)", 24L << 30),
                new Card("unknown", "0x9a49", "Intel (0x8086)", 0)))) {
            var gpus = source.inventory().gpus();
            assertEquals(Reading.of(24L << 30), gpus.getFirst().memoryBytes());
            assertEquals(Maker.AMD, gpus.getFirst().maker());
            assertEquals("0x9a49", gpus.get(1).name());
            assertEquals(Reading.unknown(), gpus.get(1).memoryBytes());
            assertEquals(List.of(), source.sample());
        }
    }

    @Test
    void aFailureInsideOshiGivesAnEmptyList() {
        try (var source = new OshiSource(() -> {
            throw new UnsatisfiedLinkError("no such library");
        })) {
            assertEquals(List.of(), source.inventory().gpus());
        }
    }

    @Test
    void describesThisMachine() {
        var host = new OshiHost().host();
        assertTrue(List.of("linux", "windows", "macos").contains(host.os()), host.os());
        assertFalse(host.osName().isBlank());
        assertTrue(host.cores().asOptional().orElseThrow() >= 1);
        long memory = host.memoryBytes().asOptional().orElseThrow();
        assertTrue(memory > 64L << 20, "RAM " + memory);
        assertTrue(host.memoryAvailableBytes().asOptional().orElseThrow() <= memory);
        try (var source = new OshiSource()) {
            assertEquals("oshi", source.inventory().origin());
        }
    }

    @ParameterizedTest
    @CsvSource({"amd64, amd64", "x86_64, amd64", "aarch64, arm64", "riscv64, riscv64"})
    void namesArchitecturesAsContainersDo(String java, String container) {
        assertEquals(container, OshiHost.arch(java));
    }

    @ParameterizedTest
    @CsvSource({"Linux, linux", "Windows 11, windows", "Mac OS X, macos", "FreeBSD, freebsd"})
    void namesSystems(String java, String name) {
        assertEquals(name, OshiHost.os(java));
    }

    @ParameterizedTest
    @CsvSource({
        "5.15.153.1-microsoft-standard-WSL2, true",
        "4.4.0-19041-Microsoft, false",
        "6.1.0-28-amd64, false",
    })
    void knowsWsl2ByItsKernel(String kernel, boolean wsl) {
        assertEquals(wsl, OshiHost.isWsl2(kernel));
    }

    @Test
    void takesTheNameOfTheDistribution(@TempDir Path folder) throws Exception {
        var release = Files.writeString(folder.resolve("os-release"),
                "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        assertEquals("Debian GNU/Linux 12 (bookworm)",
                new OshiHost(folder.resolve("no"), release, folder).host().osName());
        assertEquals("Arch Linux", OshiHost.prettyName("PRETTY_NAME=Arch Linux"));
    }
}
