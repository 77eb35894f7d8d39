package dev.slipway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.FailureException;
import dev.slipway.compat.Verdict;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import dev.slipway.machine.Machine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code images} and {@code check} share: for which machine they judge, and how a verdict is written. */
final class Verdicts {
    private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

    private final Context context;

    Verdicts(Context context) {
        this.context = context;
    }

    /**
     * What to judge for.
     *
     * @param local the images on its engine
     * @param configs what they say of themselves, by reference
     */
    record Subject(Machine machine, List<LocalImage> local, Map<String, ImageConfig> configs) {
    }

    /** The machine of a file, or this one. */
    Subject subject(Path file) throws FailureException, InterruptedException {
        if (file != null) {
            return new Subject(MachineFile.read(file), List.of(), Map.of());
        }
        var machine = context.machine();
        var engine = context.services().machine().engine();
        if (engine.isEmpty()) {
            return new Subject(machine, List.of(), Map.of());
        }
        var configs = new HashMap<String, ImageConfig>();
        try {
            var local = engine.get().images();
            for (var image : local) {
                for (var reference : image.references()) {
                    engine.get().imageConfig(reference).ifPresent(config -> configs.put(reference, config));
                }
            }
            return new Subject(machine, local, configs);
        } catch (FailureException e) {
            // The catalogue's verdicts do not depend on it; the table only shows less.
            LOG.warn("The engine does not tell its images", e);
            return new Subject(machine, List.of(), Map.of());
        }
    }

    ObjectNode json(String image, Verdict verdict) {
        var json = Json.object().put("image", image).put("verdict", verdict.level().id());
        json.set("reasons", Json.array(verdict.reasons().stream().map(Verdict.Reason::id).toList()));
        json.put("explanation", context.texts().of(verdict.summary()));
        json.put("suggestion", verdict.suggestion().orElse(null));
        return json;
    }

    /** The numbers behind a verdict, each with where it comes from and how sure it is; the words are a person's. */
    void facts(ObjectNode json, Verdict verdict) {
        json.put("confidence", verdict.confidence());
        json.set("sources", Json.array(verdict.sources()));
        var facts = json.putArray("facts");
        for (var point : verdict.points()) {
            var fact = facts.addObject().put("fact", context.texts().of(point.label()))
                    .put("value", context.texts().of(point.value())).put("met", point.met())
                    .put("confidence", point.confidence().orElse(null));
            fact.set("sources", Json.array(point.sources()));
        }
    }

    String mark(Verdict verdict) {
        return context.console().mark(verdict.level(), context.text("app.verdict." + verdict.level().id()));
    }
}
