package dev.slipway.gpu.nvml;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Value;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** How a GPU is told from the others. */
record Identity(int index, String uuid) {

    static List<Identity> all(Session session) {
        var all = new ArrayList<Identity>();
        for (var device : session.devices()) {
            int index = all.size();
            Reading<String> uuid = switch (device) {
                case Value<MemorySegment>(var handle) -> session.deviceText(Function.UUID, handle);
                case Missing<MemorySegment>(var reason, var detail) -> Reading.missing(reason, detail);
            };
            all.add(new Identity(index, uuid.asOptional().filter(text -> !text.isEmpty()).orElse("nvml-" + index)));
        }
        return List.copyOf(all);
    }
}
