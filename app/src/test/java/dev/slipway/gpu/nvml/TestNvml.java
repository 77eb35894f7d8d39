package dev.slipway.gpu.nvml;

import dev.slipway.gpu.GpuSource;
import java.io.IOException;
import java.nio.file.Path;

/** The stand-in library for tests of other packages. */
public final class TestNvml {
    private TestNvml() {
    }

    /** A source that reads {@code scenario} through the NVML binding; see {@code nvml_stub.c} for its form. */
    public static GpuSource open(Path folder, String scenario) throws IOException {
        return Stub.copy("new", folder).scenario(scenario).source();
    }
}
