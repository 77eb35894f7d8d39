package dev.slipway.gpu.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import dev.slipway.gpu.GpuProcess;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * NVML between its start and its end: the GPUs' handles and the memory that every question reuses. One thread at a
 * time, any thread: {@link NvmlSource} holds a lock around it. (A confined arena would tie it to the thread that
 * happened to come first; the inventory and the samples come from different ones.)
 */
final class Session implements AutoCloseable {
    /** More GPUs than any machine has; a larger count is nonsense. */
    private static final int MOST_GPUS = 256;
    private static final int MOST_PROCESSES = 65_536;
    private static final int FIRST_PROCESSES = 128;
    private static final int TEXT = 96;

    private final Nvml nvml;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment first = arena.allocate(256, 8);
    private final MemorySegment second = arena.allocate(8, 8);
    private final Function compute;
    private final Function graphics;
    private MemorySegment processes;
    private int processSlots = FIRST_PROCESSES;
    private List<Reading<MemorySegment>> devices = List.of();

    private Session(Nvml nvml) {
        this.nvml = nvml;
        this.processes = arena.allocate(FIRST_PROCESSES * Layouts.PROCESS_PROTECTED.byteSize(), 8);
        this.compute = newest(Function.COMPUTE_V3, Function.COMPUTE_V2, Function.COMPUTE_V1);
        this.graphics = newest(Function.GRAPHICS_V3, Function.GRAPHICS_V2, Function.GRAPHICS_V1);
    }

    /** Starts NVML and counts the GPUs. */
    static Reading<Session> open(Nvml nvml) {
        int code = nvml.call(Function.INIT);
        if (code != Code.SUCCESS && code != Code.ALREADY_INITIALIZED.number()) {
            return Code.missing(code);
        }
        var session = new Session(nvml);
        int counted = nvml.call(Function.COUNT, session.first);
        int count = session.first.get(JAVA_INT, 0);
        if (counted != Code.SUCCESS || count < 0 || count > MOST_GPUS) {
            session.close();
            return counted == Code.SUCCESS ? Reading.missing(Reason.ERROR, "NVML counts " + count + " GPUs")
                    : Code.missing(counted);
        }
        var devices = new ArrayList<Reading<MemorySegment>>();
        for (int index = 0; index < count; index++) {
            int found = nvml.call(Function.HANDLE, index, session.first);
            devices.add(found == Code.SUCCESS ? Reading.of(session.first.get(ADDRESS, 0)) : Code.missing(found));
        }
        session.devices = List.copyOf(devices);
        return Reading.of(session);
    }

    private Function newest(Function... versions) {
        for (var version : versions) {
            if (nvml.has(version)) {
                return version;
            }
        }
        return versions[0];
    }

    /** The GPUs' handles in NVML's order; one that has fallen off the bus is missing. */
    List<Reading<MemorySegment>> devices() {
        return devices;
    }

    Reading<String> systemText(Function function) {
        return text(nvml.call(function, first, TEXT));
    }

    Reading<String> deviceText(Function function, MemorySegment device) {
        return text(nvml.call(function, device, first, TEXT));
    }

    private Reading<String> text(int code) {
        if (code != Code.SUCCESS) {
            return Code.missing(code);
        }
        return Reading.of(text(0, TEXT));
    }

    private String text(long offset, int length) {
        first.set(JAVA_BYTE, offset + length, (byte) 0);
        return first.getString(offset).strip();
    }

    Reading<Integer> systemNumber(Function function) {
        int code = nvml.call(function, first);
        return code == Code.SUCCESS ? Reading.of(first.get(JAVA_INT, 0)) : Code.missing(code);
    }

    Reading<Integer> number(Function function, MemorySegment device) {
        int code = nvml.call(function, device, first);
        return code == Code.SUCCESS ? Reading.of(first.get(JAVA_INT, 0)) : Code.missing(code);
    }

    /** A number of one of several sensors or clocks. */
    Reading<Integer> number(Function function, MemorySegment device, int which) {
        int code = nvml.call(function, device, which, first);
        return code == Code.SUCCESS ? Reading.of(first.get(JAVA_INT, 0)) : Code.missing(code);
    }

    Reading<Long> mask(Function function, MemorySegment device) {
        int code = nvml.call(function, device, first);
        return code == Code.SUCCESS ? Reading.of(first.get(JAVA_LONG, 0)) : Code.missing(code);
    }

    /** Two numbers that come together, through two pointers. */
    Reading<Pair> pair(Function function, MemorySegment device) {
        int code = nvml.call(function, device, first, second);
        return code == Code.SUCCESS ? Reading.of(new Pair(first.get(JAVA_INT, 0), second.get(JAVA_INT, 0)))
                : Code.missing(code);
    }

    Reading<Pair> utilization(MemorySegment device) {
        int code = nvml.call(Function.UTILIZATION, device, first);
        return code == Code.SUCCESS ? Reading.of(new Pair(first.get(JAVA_INT, 0), first.get(JAVA_INT, 4)))
                : Code.missing(code);
    }

    Reading<String> pciId(MemorySegment device) {
        first.asSlice(0, Layouts.PCI.byteSize()).fill((byte) 0);
        int code = nvml.call(Function.PCI, device, first);
        if (code != Code.SUCCESS) {
            return Code.missing(code);
        }
        // The oldest form of the function leaves other things where the long id would be.
        var full = text(Layouts.offset(Layouts.PCI, "busId"), 31);
        return Reading.of(full.matches("[0-9A-Fa-f]{4,8}:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\\.[0-7]") ? full : text(0, 15));
    }

    /** Memory from the second form of the question, which tells the reserved part, or from the first. */
    Reading<Memory> memory(MemorySegment device) {
        first.set(JAVA_INT, 0, Layouts.MEMORY_V2_VERSION);
        if (nvml.call(Function.MEMORY_V2, device, first) == Code.SUCCESS) {
            return Reading.of(new Memory(first.get(JAVA_LONG, 8), Reading.of(first.get(JAVA_LONG, 16)),
                    first.get(JAVA_LONG, 24), first.get(JAVA_LONG, 32)));
        }
        int code = nvml.call(Function.MEMORY_V1, device, first);
        if (code != Code.SUCCESS) {
            return Code.missing(code);
        }
        return Reading.of(new Memory(first.get(JAVA_LONG, 0),
                Reading.missing(Reason.DRIVER_TOO_OLD, Function.MEMORY_V2.label()), first.get(JAVA_LONG, 8),
                first.get(JAVA_LONG, 16)));
    }

    /** All processes on a GPU, each pid once. Missing only when neither list can be read. */
    Reading<List<GpuProcess>> processes(MemorySegment device) {
        var table = new ProcessTable();
        var computing = read(compute, device, GpuProcess.Kind.COMPUTE, table);
        var drawing = read(graphics, device, GpuProcess.Kind.GRAPHICS, table);
        return computing != Code.SUCCESS && drawing != Code.SUCCESS ? Code.missing(computing)
                : Reading.of(table.processes());
    }

    private int read(Function function, MemorySegment device, GpuProcess.Kind kind, ProcessTable table) {
        int code;
        int count;
        while (true) {
            first.set(JAVA_INT, 0, processSlots);
            code = nvml.call(function, device, first, processes);
            count = first.get(JAVA_INT, 0);
            if (code != Code.INSUFFICIENT_SIZE.number() || processSlots >= MOST_PROCESSES) {
                break;
            }
            // Asked for a little more than it says: processes start between two calls.
            processSlots = Math.clamp(2L * Math.max(count, processSlots), FIRST_PROCESSES, MOST_PROCESSES);
            processes = arena.allocate(processSlots * Layouts.PROCESS_PROTECTED.byteSize(), 8);
        }
        if (code != Code.SUCCESS) {
            return code;
        }
        long size = nvml.processLayout(function).byteSize();
        for (int i = 0; i < Math.clamp(count, 0, processSlots); i++) {
            table.add(Integer.toUnsignedLong(processes.get(JAVA_INT, i * size)), processes.get(JAVA_LONG, i * size + 8),
                    kind);
        }
        return code;
    }

    @Override
    public void close() {
        nvml.call(Function.SHUTDOWN);
        arena.close();
    }

    /** Two numbers. */
    record Pair(int first, int second) {
    }

    /** A GPU's memory in bytes. */
    record Memory(long total, Reading<Long> reserved, long free, long used) {
    }
}
