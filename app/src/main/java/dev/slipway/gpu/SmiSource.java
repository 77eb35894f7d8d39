package dev.slipway.gpu;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * NVIDIA's GPUs as the program {@code nvidia-smi} describes them, for machines where NVML cannot be called: identities
 * only, no samples. Each inventory starts the program twice. Thread-safe.
 */
public final class SmiSource implements GpuSource {
    /** The first call on a machine without persistence mode starts the GPU, which takes seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONGEST_TABLE = 1 << 16;
    private static final int LONGEST_DETAIL = 300;

    private final List<Path> places;

    /** Looks for nvidia-smi on the search path and where NVIDIA's installers put it. */
    public SmiSource() {
        this(places(System.getProperty("os.name", ""), System.getenv()));
    }

    SmiSource(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /** Full paths only: a program of that name in the current folder must never run. */
    static List<Path> places(String os, Map<String, String> environment) {
        boolean windows = os.toLowerCase(Locale.ROOT).startsWith("windows");
        var program = windows ? "nvidia-smi.exe" : "nvidia-smi";
        var folders = new ArrayList<String>();
        if (windows) {
            folders.add(environment.getOrDefault("SystemRoot", "C:\\Windows") + "\\System32");
            folders.add(environment.getOrDefault("ProgramW6432", "C:\\Program Files")
                    + "\\NVIDIA Corporation\\NVSMI");
        } else {
            folders.addAll(List.of(environment.getOrDefault("PATH", "").split(":")));
            folders.addAll(List.of("/usr/bin", "/usr/lib/wsl/lib", "/run/current-system/sw/bin"));
        }
        var places = new ArrayList<Path>();
        for (var folder : folders) {
            try {
                var place = Path.of(folder, program);
                if (place.isAbsolute() && !places.contains(place)) {
                    places.add(place);
                }
            } catch (InvalidPathException e) {
                // A broken entry of the search path holds no program.
                continue;
            }
        }
        return places;
    }

    @Override
    public Inventory inventory() {
        var program = places.stream().filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) {
            return nothing(Reason.NO_LIBRARY, "nvidia-smi is not installed");
        }
        try {
            var answer = CommandOutput.of(List.of(program.get().toString(), "-q", "-x"), PATIENCE, SmiReport.LONGEST);
            if (answer.exitCode() != 0) {
                return refused(answer.text());
            }
            var report = SmiReport.parse(answer.bytes());
            return new Inventory(report.driver(), report.gpus(capabilities(program.get())), "nvidia-smi");
        } catch (IOException | SmiReport.Unreadable e) {
            return nothing(Reason.ERROR, "nvidia-smi: " + shortened(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return nothing(Reason.ERROR, "nvidia-smi: interrupted");
        }
    }

    /** Drivers before about 510 do not know this question; then the capabilities stay unknown. */
    private static Map<String, ComputeCapability> capabilities(Path program) throws IOException, InterruptedException {
        var answer = CommandOutput.of(List.of(program.toString(), "--query-gpu=uuid,compute_cap",
                "--format=csv,noheader"), PATIENCE, LONGEST_TABLE);
        return answer.exitCode() == 0 ? capabilities(answer.text()) : Map.of();
    }

    static Map<String, ComputeCapability> capabilities(String table) {
        var capabilities = new HashMap<String, ComputeCapability>();
        table.lines().forEach(line -> {
            int comma = line.indexOf(',');
            if (comma > 0) {
                ComputeCapability.parse(line.substring(comma + 1))
                        .ifPresent(capability -> capabilities.put(line.substring(0, comma).strip(), capability));
            }
        });
        return capabilities;
    }

    static Inventory refused(String words) {
        var reason = words.toLowerCase(Locale.ROOT).contains("version mismatch") ? Reason.LIBRARY_MISMATCH
                : Reason.ERROR;
        return nothing(reason, "nvidia-smi: " + shortened(words.strip()));
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST_DETAIL ? words : words.substring(0, LONGEST_DETAIL);
    }

    private static Inventory nothing(Reason reason, String detail) {
        return new Inventory(Reading.missing(reason, detail), List.of(), "nvidia-smi");
    }

    @Override
    public List<GpuSample> sample() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }

    /** What a program printed and how it ended. */
    record CommandOutput(int exitCode, byte[] bytes) {
        private static final int PAUSE = 10;

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /**
         * Runs a program to its end on the calling thread. Reads only what is there already, so that a program that
         * hangs (a GPU off the bus makes nvidia-smi do so) cannot hold the caller beyond {@code patience}.
         */
        static CommandOutput of(List<String> command, Duration patience, int most)
                throws IOException, InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("LC_ALL", "C");
            var process = builder.start();
            try (var output = process.getInputStream()) {
                process.getOutputStream().close();
                var collected = new ByteArrayOutputStream();
                while (true) {
                    // Asked before the pipe is looked at, so that nothing printed last is missed.
                    boolean ended = !process.isAlive();
                    int there = output.available();
                    if (there > 0) {
                        collected.write(output.readNBytes(there));
                        if (collected.size() > most) {
                            throw new IOException("more than " + most + " bytes");
                        }
                    } else if (ended) {
                        return new CommandOutput(process.exitValue(), collected.toByteArray());
                    } else if (System.nanoTime() - deadline > 0) {
                        throw new IOException("no answer within " + patience.toSeconds() + " s");
                    } else {
                        Thread.sleep(PAUSE);
                    }
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
