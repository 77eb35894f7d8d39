package dev.slipway.gpu.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.StructLayout;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sizes and offsets that a C compiler gives the structures of nvml.h on a 64-bit system. */
class LayoutsTest {

    static Stream<Arguments> sizes() {
        return Stream.of(
                Arguments.of("memory v1", Layouts.MEMORY_V1, 24),
                Arguments.of("memory v2", Layouts.MEMORY_V2, 40),
                Arguments.of("utilization", Layouts.UTILIZATION, 8),
                Arguments.of("process v1", Layouts.PROCESS_V1, 16),
                Arguments.of("process v2", Layouts.PROCESS_V2, 24),
                Arguments.of("process of the first 535 drivers", Layouts.PROCESS_PROTECTED, 32),
                Arguments.of("PCI", Layouts.PCI, 68));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void hasTheSizeThatCGivesIt(String name, StructLayout layout, long size) {
        assertEquals(size, layout.byteSize(), name);
    }

    static Stream<Arguments> offsets() {
        return Stream.of(
                Arguments.of(Layouts.MEMORY_V1, "free", 8),
                Arguments.of(Layouts.MEMORY_V1, "used", 16),
                Arguments.of(Layouts.MEMORY_V2, "total", 8),
                Arguments.of(Layouts.MEMORY_V2, "reserved", 16),
                Arguments.of(Layouts.MEMORY_V2, "free", 24),
                Arguments.of(Layouts.MEMORY_V2, "used", 32),
                Arguments.of(Layouts.PROCESS_V1, "used", 8),
                Arguments.of(Layouts.PROCESS_V2, "used", 8),
                Arguments.of(Layouts.PROCESS_V2, "gpuInstance", 16),
                Arguments.of(Layouts.PROCESS_V2, "computeInstance", 20),
                Arguments.of(Layouts.PROCESS_PROTECTED, "protected", 24),
                Arguments.of(Layouts.PCI, "domain", 16),
                Arguments.of(Layouts.PCI, "deviceId", 28),
                Arguments.of(Layouts.PCI, "busId", 36));
    }

    @ParameterizedTest(name = "{1} at {2}")
    @MethodSource("offsets")
    void putsFieldsWhereCPutsThem(StructLayout layout, String field, long offset) {
        assertEquals(offset, Layouts.offset(layout, field));
    }

    @Test
    void memoryV2SaysItsSizeAndVersion() {
        assertEquals(0x2000028, Layouts.MEMORY_V2_VERSION);
    }
}
