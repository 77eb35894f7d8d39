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
 * @param choices the GPUs to choose from, and all of them; empty when there is one GPU only
 * @param chosen which choice is shown
 * @param panels one a GPU that is shown; the graphs of others are not even made
 * @param rows who uses the GPUs, whichever is shown
 */
record MonitorState(String subtitle, Range range, boolean paused, Optional<Nothing> nothing, List<Choice> choices,
        String chosen, List<Panel> panels, List<Row> rows) {
    /** The {@link Choice#uuid} that stands for all GPUs. */
    static final String ALL = "";

    /** Whether all GPUs are shown, each in little room. */
    boolean overview() {
        return chosen.equals(ALL) && !choices.isEmpty();
    }

    /** A GPU to look at, or {@link #ALL}, and its name. */
    record Choice(String uuid, String label) {
    }

    /** Why there are no graphs, and whether the tour is a way on. */
    record Nothing(String title, String detail, boolean tour) {
    }

    /**
     * The graphs of one GPU.
     *
     * @param uuid which
     * @param name its name
     * @param title its name and what the large graph shows
     * @param amount memory in use, in words
     * @param memory the large graph
     * @param legend its bands in words
     * @param gauges the small graphs
     */
    record Panel(String uuid, String name, String title, String amount, GraphFrame memory,
            List<Legend.Item> legend, List<Gauge> gauges) {
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
