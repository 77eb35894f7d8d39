package dev.slipway.gpu.nvml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A copy of one of the stand-in libraries with a scenario of its own; see {@code nvml_stub.c}. */
final class Stub {
    private final Path folder;

    private Stub(Path folder) {
        this.folder = folder;
    }

    /** Copies the stand-in {@code kind} to {@code folder}. Fails where the stand-ins have not been built. */
    static Stub copy(String kind, Path folder) throws IOException {
        var built = System.getProperty("slipway.test.nvml", "");
        if (built.isBlank()) {
            throw new IllegalStateException("Build the stand-ins with installer/test-nvml-stub.sh OUTDIR and pass "
                    + "-Dslipway.test.nvml=OUTDIR");
        }
        var stub = new Stub(Files.createDirectories(folder));
        Files.copy(Path.of(built, kind, "libnvidia-ml.so.1"), stub.library(), StandardCopyOption.REPLACE_EXISTING);
        return stub;
    }

    Path library() {
        return folder.resolve("libnvidia-ml.so.1");
    }

    Stub scenario(String lines) throws IOException {
        var fresh = Files.writeString(folder.resolve("scenario.new"), lines);
        Files.move(fresh, folder.resolve("scenario.txt"), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    List<String> candidates() {
        return List.of(library().toString());
    }

    NvmlSource source() {
        return new NvmlSource(candidates(), new SleepState(folder.resolve("no-pci")), System::nanoTime);
    }
}
