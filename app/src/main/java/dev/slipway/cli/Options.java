package dev.slipway.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of the commands that scripts ask often. They are declared in code: to read annotations, Java makes classes
 * and picocli looks for Groovy in every library, which together takes longer than the answer.
 */
final class Options {
    /** picocli's own factory, which looks for Groovy when it is made: not before something is to be created. */
    static final IFactory FACTORY = new IFactory() {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return CommandLine.defaultFactory().create(type);
        }
    };

    private Options() {
    }

    /** A command without options yet. */
    static CommandSpec command(String name, Callable<Integer> command) {
        return CommandSpec.wrapWithoutInspection(command, FACTORY).name(name);
    }

    /** An option without a value. */
    static OptionSpec flag(String name, String descriptionKey) {
        return OptionSpec.builder(name).type(boolean.class).arity("0").initialValue(false)
                .descriptionKey(descriptionKey).build();
    }

    /** An option with a file. */
    static OptionSpec file(String name, String descriptionKey) {
        return OptionSpec.builder(name).type(Path.class).arity("1").paramLabel("FILE")
                .descriptionKey(descriptionKey).build();
    }

    /** Whether a flag was given. */
    static boolean given(OptionSpec flag) {
        return flag.<Boolean>getValue();
    }
}
