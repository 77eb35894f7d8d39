package dev.slipway.ui.monitor;

import dev.slipway.ui.kit.GraphFrame;
import dev.slipway.ui.kit.Legend;
import java.util.List;
import java.util.Optional;

/**
 * What the monitor shows.
 *
 * @param subtitle the state in one line of words
 * @param range how far back
 * @param paused whether the pictures stand still
 * @param nothing why there is nothing to show; empty when there is
 * @param panels one a GPU
 * @param rows who uses the GPUs
 */
record MonitorState(String subtitle, Range range, boolean paused, Optional<Nothing> nothing, List<Panel> panels,
        List<Row> rows) {

    /** Why there are no graphs, and whether the tour is a way on. */
    record Nothing(String title, String detail, boolean tour) {
    }

    /**
     * The graphs of one GPU.
     *
     * @param uuid which
     * @param title its name
     * @param amount memory in use, in words
     * @param memory the large graph
     * @param legend its bands in words
     * @param gauges the small graphs
     */
    record Panel(String uuid, String title, String amount, GraphFrame memory, List<Legend.Item> legend,
            List<Gauge> gauges) {
    }

    /** A small graph: what it is, its newest value, the picture. */
    record Gauge(String label, String value, GraphFrame graph) {
    }

    /**
     * A line of the table.
     *
     * @param session its name, or what stands for all others
     * @param colour its colour
     * @param processes their commands
     * @param gpus the indices of the GPUs it holds memory on
     * @param gpuMemory memory over all GPUs
     * @param cpu in percent of one core
     * @param memory RAM
     */
    record Row(String session, int colour, String processes, String gpus, String gpuMemory, String cpu,
            String memory) {
    }
}
