package dev.slipway.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Version;
import dev.slipway.gpu.Gpu.Maker;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstOfTest {
    private static final Reading<Driver> DRIVER =
            Reading.of(new Driver(Version.of("580.95.05"), Reading.unknown(), Reading.unknown()));

    private record Fixed(Inventory inventory) implements GpuSource {
        static Fixed of(String origin, Reading<Driver> driver, Gpu... gpus) {
            return new Fixed(new Inventory(driver, List.of(gpus), origin));
        }

        static Fixed missing(String origin, Reason reason) {
            return of(origin, Reading.missing(reason, origin));
        }

        @Override
        public List<GpuSample> sample() {
            return List.of();
        }

        @Override
        public void close() {
        }
    }

    private static Gpu card(String name, Maker maker) {
        return Gpu.known(0, name, name, maker, Reading.unknown(), Reading.unknown(), Reading.unknown());
    }

    private static final Fixed CARDS = Fixed.of("oshi", Reading.unknown(), card("UHD 770", Maker.INTEL),
            card("AD102", Maker.NVIDIA), card("RX 7900", Maker.AMD));

    private static List<String> names(GpuSource.Inventory inventory) {
        return inventory.gpus().stream().map(gpu -> gpu.index() + " " + gpu.name()).toList();
    }

    @Test
    void takesNvidiaGpusFromTheFirstThatKnowsThemAndTheOthersFromTheCards() {
        try (var source = new FirstOf(List.of(Fixed.missing("nvml", Reason.NO_LIBRARY),
                Fixed.of("nvidia-smi", DRIVER, card("RTX 4090", Maker.NVIDIA))), CARDS)) {
            var inventory = source.inventory();
            assertEquals("nvidia-smi", inventory.origin());
            assertEquals(DRIVER, inventory.driver());
            assertEquals(List.of("0 RTX 4090", "1 UHD 770", "2 RX 7900"), names(inventory));
        }
    }

    @Test
    void listsAllCardsWhenNoDriverWorks() {
        try (var source = new FirstOf(List.of(Fixed.missing("nvml", Reason.NO_LIBRARY),
                Fixed.missing("nvidia-smi", Reason.NO_LIBRARY)), CARDS)) {
            var inventory = source.inventory();
            assertEquals("oshi", inventory.origin());
            assertEquals(List.of("0 AD102", "1 UHD 770", "2 RX 7900"), names(inventory));
            assertEquals(Reading.missing(Reason.NO_LIBRARY, "nvml"), inventory.driver());
        }
    }

    @Test
    void keepsTheClearestReason() {
        try (var mismatch = new FirstOf(List.of(Fixed.missing("nvml", Reason.LIBRARY_MISMATCH),
                        Fixed.missing("nvidia-smi", Reason.ERROR)), CARDS);
                var later = new FirstOf(List.of(Fixed.missing("nvml", Reason.NO_LIBRARY),
                        Fixed.missing("nvidia-smi", Reason.ERROR)), CARDS)) {
            assertEquals(Reading.missing(Reason.LIBRARY_MISMATCH, "nvml"), mismatch.inventory().driver());
            assertEquals(Reading.missing(Reason.ERROR, "nvidia-smi"), later.inventory().driver());
        }
    }
}
