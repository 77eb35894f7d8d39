package dev.slipway.gpu.nvml;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

/** NVML's structures, as {@code nvml.h} lays them out on every 64-bit system. */
final class Layouts {

    /** {@code nvmlMemory_t}: "used" includes what the driver reserves. */
    static final StructLayout MEMORY_V1 = structLayout(
            JAVA_LONG.withName("total"), JAVA_LONG.withName("free"), JAVA_LONG.withName("used"));

    /** {@code nvmlMemory_v2_t}: "used" is without "reserved". */
    static final StructLayout MEMORY_V2 = structLayout(
            JAVA_INT.withName("version"), paddingLayout(4), JAVA_LONG.withName("total"),
            JAVA_LONG.withName("reserved"), JAVA_LONG.withName("free"), JAVA_LONG.withName("used"));

    /** {@code nvmlUtilization_t}. */
    static final StructLayout UTILIZATION = structLayout(JAVA_INT.withName("gpu"), JAVA_INT.withName("memory"));

    /** {@code nvmlProcessInfo_v1_t}. */
    static final StructLayout PROCESS_V1 = structLayout(
            JAVA_INT.withName("pid"), paddingLayout(4), JAVA_LONG.withName("used"));

    /** {@code nvmlProcessInfo_v2_t}, which the v3 functions use too. */
    static final StructLayout PROCESS_V2 = structLayout(
            JAVA_INT.withName("pid"), paddingLayout(4), JAVA_LONG.withName("used"),
            JAVA_INT.withName("gpuInstance"), JAVA_INT.withName("computeInstance"));

    /** What the v3 functions wrote in the first drivers of branch 535 only; see {@link Nvml#processLayout}. */
    static final StructLayout PROCESS_PROTECTED = structLayout(
            JAVA_INT.withName("pid"), paddingLayout(4), JAVA_LONG.withName("used"),
            JAVA_INT.withName("gpuInstance"), JAVA_INT.withName("computeInstance"), JAVA_LONG.withName("protected"));

    /** {@code nvmlPciInfo_t}; the oldest form ends before the long bus id. */
    static final StructLayout PCI = structLayout(
            MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("busIdLegacy"), JAVA_INT.withName("domain"),
            JAVA_INT.withName("bus"), JAVA_INT.withName("device"), JAVA_INT.withName("deviceId"),
            JAVA_INT.withName("subSystemId"), MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("busId"));

    /** NVML's version word: the structure's size with its version in the top byte. */
    static final int MEMORY_V2_VERSION = (int) MEMORY_V2.byteSize() | 2 << 24;

    /** NVML_VALUE_NOT_AVAILABLE in a 64-bit field. */
    static final long NOT_AVAILABLE = -1L;

    private Layouts() {
    }

    static long offset(StructLayout layout, String field) {
        return layout.byteOffset(PathElement.groupElement(field));
    }
}
