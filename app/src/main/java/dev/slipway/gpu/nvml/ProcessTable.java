package dev.slipway.gpu.nvml;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import dev.slipway.gpu.GpuProcess;
import dev.slipway.gpu.GpuProcess.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings NVML's two lists of processes together, so that each pid stands there once. */
final class ProcessTable {
    private final Map<Long, Row> rows = new LinkedHashMap<>();

    /**
     * Adds one entry of a list.
     *
     * @param bytes as NVML gives it, {@link Layouts#NOT_AVAILABLE} included
     */
    void add(long pid, long bytes, Kind kind) {
        rows.merge(pid, new Row(kind, bytes), Row::with);
    }

    List<GpuProcess> processes() {
        var processes = new ArrayList<GpuProcess>(rows.size());
        rows.forEach((pid, row) -> processes.add(new GpuProcess(pid, row.memory(), row.kind)));
        return List.copyOf(processes);
    }

    private record Row(Kind kind, long bytes) {

        Row with(Row other) {
            return other.kind == kind
                    // The same list twice: one entry for each MIG instance, each with its own memory.
                    ? new Row(kind, unknown() || other.unknown() ? Layouts.NOT_AVAILABLE : bytes + other.bytes)
                    // Both lists: each tells the whole memory of the process.
                    : new Row(Kind.BOTH, Math.max(bytes, other.bytes));
        }

        boolean unknown() {
            return bytes < 0;
        }

        Reading<Long> memory() {
            return unknown() ? Reading.missing(Reason.NOT_SUPPORTED, "the driver does not tell a process's memory here")
                    : Reading.of(bytes);
        }
    }
}
