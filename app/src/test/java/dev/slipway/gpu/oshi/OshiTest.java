package dev.slipway.gpu.oshi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.gpu.Gpu.Maker;
import dev.slipway.gpu.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oshi.hardware.GpuStats;
import oshi.hardware.GraphicsCard;

class OshiTest {
    private static final Path NO_BUS = Path.of("/no/such/bus");

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
                new Card("unknown", "0x9a49", "Intel (0x8086)", 0)), NO_BUS)) {
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
        }, NO_BUS)) {
            assertEquals(List.of(), source.inventory().gpus());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', false, false", "0x8086, true, true", "0x10de, true, false", "0x10de 0x1002, true, true"})
    void asksForCardsOnlyWhereTheBusHasSome(String makers, boolean all, boolean others, @TempDir Path bus)
            throws IOException {
        device(bus, "0000:00:01.0", "0x020000", "0x1af4");
        for (var maker : makers.isEmpty() ? List.<String>of() : List.of(makers.split(" "))) {
            device(bus, "0000:01:" + maker, "0x030000", maker);
        }
        var asked = new AtomicInteger();
        try (var source = new OshiSource(() -> {
            asked.incrementAndGet();
            return List.of(new Card("AD102", "0x2684", "NVIDIA (0x10de)", 0),
                    new Card("UHD 770", "0x4680", "Intel (0x8086)", 0));
        }, bus)) {
            assertEquals(all ? 2 : 0, source.inventory().gpus().size());
            assertEquals(all ? 1 : 0, asked.getAndSet(0));
            assertEquals(others ? List.of(Maker.INTEL) : List.of(),
                    source.others().stream().map(Gpu::maker).toList());
            assertEquals(others ? 1 : 0, asked.get());
        }
    }

    @Test
    void aBusThatCannotBeReadSaysNothing(@TempDir Path bus) throws IOException {
        assertEquals(Optional.empty(), PciDisplays.makers(bus));
        assertEquals(Optional.empty(), PciDisplays.makers(NO_BUS));
        device(bus, "0000:01:00.0", "0x030200", "0x10de");
        assertEquals(Optional.of(Set.of("0x10de")), PciDisplays.makers(bus));
        Files.createDirectory(bus.resolve("0000:02:00.0"));
        assertEquals(Optional.empty(), PciDisplays.makers(bus));
    }

    private static void device(Path bus, String address, String kind, String maker) throws IOException {
        var device = Files.createDirectory(bus.resolve(address));
        Files.writeString(device.resolve("class"), kind + "\n");
        Files.writeString(device.resolve("vendor"), maker + "\n");
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
