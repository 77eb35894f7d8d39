package dev.slipway.cli;

import dev.slipway.base.Bytes;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import dev.slipway.layer.Layer;
import dev.slipway.layer.LayerNeeds;
import dev.slipway.layer.LayerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the layers on the engine, or removes some. */
@Command(name = "layers")
final class LayersCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..*", paramLabel = "rm LAYER", descriptionKey = "cli.layers.rm")
    private List<String> words = List.of();

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    LayersCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        var engine = context.services().machine().engine().orElseThrow();
        if (!words.isEmpty()) {
            return words.getFirst().equals("rm") && words.size() > 1 ? remove(engine) : Failures.USAGE;
        }
        var layers = context.services().layers().list(engine);
        if (json) {
            print(layers);
        } else if (layers.isEmpty()) {
            context.say("cli.layers.none");
        } else {
            var table = new Columns(List.of(context.text("cli.layers.layer"), context.text("cli.layers.base"),
                    context.text("cli.layers.adds"), context.text("cli.layers.size"),
                    context.text("cli.layers.used")), Set.of(3));
            layers.forEach(layer -> table.add(hash(layer), layer.base(), adds(layer.needs()),
                    Bytes.inWords(layer.bytes()),
                    layer.usedBy().isEmpty() ? "–" : String.join(", ", layer.usedBy())));
            table.print(context.console());
        }
        return Failures.DONE;
    }

    private Integer remove(Engine engine) throws FailureException, InterruptedException {
        for (var name : words.subList(1, words.size())) {
            context.services().layers().remove(engine, name);
            context.say("cli.layers.removed", name);
        }
        return Failures.DONE;
    }

    private void print(List<Layer> layers) {
        var array = Json.array();
        layers.forEach(layer -> {
            var object = Json.object().put("layer", hash(layer)).put("tag", layer.tag()).put("base", layer.base())
                    .put("jupyter", layer.needs().jupyter()).put("ssh", layer.needs().ssh())
                    .put("bytes", layer.bytes()).put("created", layer.created().toString());
            object.set("pip", Json.array(layer.needs().packages().pip()));
            object.set("conda", Json.array(layer.needs().packages().conda()));
            object.set("apt", Json.array(layer.needs().packages().apt()));
            object.set("usedBy", Json.array(layer.usedBy()));
            array.add(object);
        });
        Json.print(context.console(), array);
    }

    private static String hash(Layer layer) {
        var hash = layer.tag().substring(LayerPlan.REPOSITORY.length() + 1);
        return hash.substring(0, Math.min(12, hash.length()));
    }

    /** What a layer adds, in the words of its tools. */
    static String adds(LayerNeeds needs) {
        var adds = new ArrayList<String>();
        if (needs.jupyter()) {
            adds.add("Jupyter");
        }
        if (needs.ssh()) {
            adds.add("SSH");
        }
        adds.addAll(needs.packages().pip());
        adds.addAll(needs.packages().conda());
        adds.addAll(needs.packages().apt());
        return String.join(" ", adds);
    }
}
