package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.engine.Engine.ContainerProcess;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code GET /containers/ID/top}: a table whose columns are told by their titles. */
final class ProcessReader {
    private ProcessReader() {
    }

    static List<ContainerProcess> processes(JsonNode top) {
        var titles = Json.texts(top.path("Titles"));
        int pid = Math.max(titles.indexOf("PID"), titles.indexOf("HPID"));
        int command = Math.max(titles.indexOf("CMD"), titles.indexOf("COMMAND"));
        var processes = new ArrayList<ContainerProcess>();
        for (var row : top.path("Processes")) {
            var cells = Json.texts(row);
            if (pid >= 0 && pid < cells.size() && cells.get(pid).strip().matches("\\d{1,10}")) {
                processes.add(new ContainerProcess(Long.parseLong(cells.get(pid).strip()),
                        command >= 0 && command < cells.size() ? cells.get(command) : ""));
            }
        }
        return processes;
    }
}
