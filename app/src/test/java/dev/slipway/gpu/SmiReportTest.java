package dev.slipway.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmiReportTest {
    private static final String UUID = "GPU-00000000-0000-0000-0000-000000000000";

    /** Cut down from what a machine with an H200 and driver 580.159.04 printed. */
    private static byte[] captured() throws IOException {
        try (var stream = SmiReportTest.class.getResourceAsStream("nvidia-smi-580.xml")) {
            return stream.readAllBytes();
        }
    }

    private static SmiReport parse(String xml) throws SmiReport.Unreadable {
        return SmiReport.parse(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsACapturedReport() throws Exception {
        var report = SmiReport.parse(captured());
        var driver = report.driver().asOptional().orElseThrow();
        assertEquals(Version.of("580.159.04"), driver.version());
        assertEquals(Reading.of(Version.of("13.0")), driver.cuda());
        assertEquals(1, report.gpus(Map.of()).size());
        var gpu = report.gpus(Map.of(UUID, new ComputeCapability(9, 0))).getFirst();
        assertEquals(new Gpu(0, UUID, "NVIDIA H200", Gpu.Maker.NVIDIA, Reading.of("00000000:00:06.0"),
                Reading.of("NVIDIA"), Reading.of(new ComputeCapability(9, 0)), Reading.of("Hopper"),
                Reading.of(143771L << 20), Reading.of(616L << 20), Reading.of(700.0), Reading.of(true),
                Reading.of(false)), gpu);
    }

    @Test
    void readsTheNamesOfNewerAndOlderDrivers() throws Exception {
        var newer = parse("<nvidia_smi_log><kmd_version>610.43.02</kmd_version>"
                + "<cuda_umd_version>13.3</cuda_umd_version></nvidia_smi_log>").driver().asOptional().orElseThrow();
        assertEquals("610.43.02", newer.version().toString());
        assertEquals(Reading.of(Version.of("13.3")), newer.cuda());
        var older = parse("""
                <nvidia_smi_log><driver_version>470.256.02</driver_version><cuda_version>11.4</cuda_version>
                <gpu id="00000000:01:00.0"><product_name>GeForce GTX 1080</product_name><uuid>GPU-1</uuid>
                <fb_memory_usage><total>8119 MiB</total></fb_memory_usage>
                <ecc_mode><current_ecc>N/A</current_ecc></ecc_mode>
                <power_readings><power_limit>180.00 W</power_limit>
                <enforced_power_limit>175.50 W</enforced_power_limit></power_readings></gpu></nvidia_smi_log>""");
        assertEquals(Version.of("470.256.02"), older.driver().asOptional().orElseThrow().version());
        var gpu = older.gpus(Map.of("GPU-1", new ComputeCapability(6, 1))).getFirst();
        assertEquals(Reading.of("Pascal"), gpu.architecture());
        assertEquals(Reading.of(175.5), gpu.powerLimitWatts());
        assertEquals(Reading.missing(Reason.NOT_SUPPORTED, "N/A"), gpu.eccOn());
        assertEquals(Reading.unknown(), gpu.reservedBytes());
        assertEquals(Reading.unknown(), gpu.migOn());
    }

    @Test
    void keepsTheOrderOfSeveralGpus() throws Exception {
        var gpus = parse("<nvidia_smi_log><gpu id='a'><product_name>One</product_name></gpu>"
                + "<gpu id='b'><product_name>Two</product_name></gpu></nvidia_smi_log>").gpus(Map.of());
        assertEquals("One", gpus.getFirst().name());
        assertEquals(1, gpus.get(1).index());
        assertEquals(Reading.of("b"), gpus.get(1).pciId());
        assertEquals("nvidia-smi-1", gpus.get(1).uuid());
    }

    @Test
    void aNumberThatIsNoneIsMissing() throws Exception {
        var gpu = parse("<nvidia_smi_log><gpu><fb_memory_usage><total>lots MiB</total></fb_memory_usage></gpu>"
                + "</nvidia_smi_log>").gpus(Map.of()).getFirst();
        assertEquals(Reason.ERROR, assertInstanceOf(Missing.class, gpu.memoryBytes()).reason());
    }

    @Test
    void readsNoOtherFile(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "1.2");
        var xml = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>"
                + "<nvidia_smi_log><driver_version>&e;</driver_version><cuda_version>9.9</cuda_version>"
                + "</nvidia_smi_log>";
        try {
            assertFalse(parse(xml).driver().asOptional().isPresent());
        } catch (SmiReport.Unreadable e) {
            assertFalse(e.getMessage().contains("1.2"));
        }
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        assertThrows(SmiReport.Unreadable.class, () -> SmiReport.parse(new byte[SmiReport.LONGEST + 1]));
        assertThrows(SmiReport.Unreadable.class, () -> parse("<a>".repeat(1000)));
        assertThrows(SmiReport.Unreadable.class, () -> parse("<nvidia_smi_log>" + "<gpu/>".repeat(300)
                + "</nvidia_smi_log>"));
        assertThrows(SmiReport.Unreadable.class, () -> parse("<html><body>no</body></html>"));
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefused(@ForAll String text) {
        readOrRefuse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property(tries = 1000)
    void aDamagedReportIsReadOrRefused(@ForAll @IntRange(max = 2600) int at, @ForAll byte value,
            @ForAll @IntRange(max = 60) int cut) throws IOException {
        var bytes = captured();
        bytes[at % bytes.length] = value;
        int from = Math.min(at + 1, bytes.length);
        int to = Math.min(from + cut, bytes.length);
        var damaged = new byte[bytes.length - (to - from)];
        System.arraycopy(bytes, 0, damaged, 0, from);
        System.arraycopy(bytes, to, damaged, from, bytes.length - to);
        readOrRefuse(damaged);
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            var report = SmiReport.parse(bytes);
            report.driver();
            report.gpus(Map.of());
        } catch (SmiReport.Unreadable e) {
            assertFalse(e.getMessage().isEmpty());
        }
    }
}
