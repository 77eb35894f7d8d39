package dev.slipway.setup;

import dev.slipway.compat.ImageRow;
import dev.slipway.compat.ImageTable;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Naming;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The notebook to begin with on a machine. Pure.
 *
 * @param row the image and its verdict here
 * @param gpu the short name of the GPU it is for
 * @param environment what one click starts
 */
public record FirstNotebook(ImageRow row, String gpu, Environment environment) {

    /** Whether Jupyter is, or may have to be, installed in a layer on top of the image. */
    public boolean addsJupyter() {
        return switch (row.entry().jupyter()) {
            case NONE, UNKNOWN -> true;
            case LAB, NOTEBOOK -> false;
        };
    }

    /**
     * The best image that runs on a GPU here, with everything filled in; empty when none does. One with Jupyter inside
     * comes first, since to any other Jupyter is added when it starts.
     *
     * @param rows the table of images, judged for this machine
     * @param taken names that are in use
     * @param home the user's home folder, below which the project folder will be
     */
    public static Optional<FirstNotebook> of(Machine machine, List<ImageRow> rows, Collection<String> taken,
            Path home) {
        return ImageTable.best(rows).or(() -> ImageTable.bestWithoutJupyter(rows)).map(row -> {
            var name = Naming.suggest(row.entry().reference(), taken);
            return new FirstNotebook(row, gpu(machine, row), new Environment(name, row.entry().reference(),
                    choice(machine, row.verdict().gpus()), Optional.of(home.resolve("slipway").resolve(name)), true,
                    Optional.empty(), Optional.empty()));
        });
    }

    private static Environment.GpuChoice choice(Machine machine, List<Integer> suited) {
        return suited.size() >= machine.nvidiaGpus().size() ? new Environment.GpuChoice.All()
                : new Environment.GpuChoice.Some(suited.stream().map(String::valueOf).toList());
    }

    /** The short name of the first GPU that an image runs on. */
    public static String gpu(Machine machine, ImageRow row) {
        return machine.nvidiaGpus().stream().filter(one -> row.verdict().gpus().contains(one.index())).findFirst()
                .map(Gpu::shortName).orElse("GPU");
    }

    /**
     * An image in few words: "PyTorch 2.14 · CUDA 13.0", or "pytorch-notebook · CUDA 13.0" where the version inside
     * is not known.
     */
    public static String label(ImageRow row) {
        var entry = row.entry();
        // A rolling tag says no version: then the image's own name says more than "PyTorch".
        var label = new StringBuilder(entry.frameworkVersion()
                .map(version -> entry.framework().label() + " " + version.major() + "." + version.minor())
                .orElseGet(() -> entry.repository().substring(entry.repository().lastIndexOf('/') + 1)));
        entry.cuda().ifPresent(cuda -> label.append(" · CUDA ").append(cuda.major()).append('.').append(cuda.minor()));
        return label.toString();
    }
}
