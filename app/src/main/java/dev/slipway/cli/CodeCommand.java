package dev.slipway.cli;

import dev.slipway.access.Editor;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a session in an editor. */
@Command(name = "code")
final class CodeCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", descriptionKey = "cli.code.name")
    private String name;

    @Option(names = "--editor", paramLabel = "code|codium|cursor", descriptionKey = "cli.code.editor")
    private String editor;

    CodeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var wanted = editor == null ? Optional.<Editor>empty() : Optional.of(Arrays.stream(Editor.values())
                .filter(one -> one.id().equals(editor)).findFirst().orElseThrow(() -> new FailureException(
                        new Failure.BadInput(Text.of("cli.code.unknown", editor), ""))));
        context.withEngine();
        var opened = context.services().access().editors().open(context.services().sessions().held(name), wanted);
        context.say("cli.code.done", name, opened.title());
        return Failures.DONE;
    }
}
