package dev.slipway.session;

import dev.slipway.base.Background;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Tells to which container a process belongs. On Linux the kernel says so in {@code /proc/PID/cgroup}. Where that does
 * not help (another system, a hidden /proc, an engine without control groups), the engine's own list of processes
 * ({@code top}) does; it is asked in the background, and a process new to it is known with a later call. Never blocks
 * for longer than the read of a few small files in memory. Thread-safe.
 */
final class ProcessOwners {
    /** A container's id as all engines write it into cgroup paths: docker/ID, docker-ID.scope, libpod-ID.scope. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final long TOP_EVERY_NANOS = 3_000_000_000L;
    private static final int LONGEST_FILE = 16 * 1024;

    private final Background background;
    private final Path proc;
    private final Map<Long, Known> cache = new ConcurrentHashMap<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Map<Long, String> top = Map.of();
    private volatile long askedAt = System.nanoTime() - TOP_EVERY_NANOS;

    /** A process, told apart from a later one with the same number by when it began. */
    private record Known(String began, List<String> containers) {
    }

    ProcessOwners(Background background) {
        this(background, Path.of("/proc"));
    }

    ProcessOwners(Background background, Path proc) {
        this.background = background;
        this.proc = proc;
    }

    /**
     * The names of those processes that belong to one of {@code containers}.
     *
     * @param containers names by container id
     */
    Map<Long, String> owners(List<Long> pids, Map<String, String> containers, Optional<Engine> engine) {
        var owners = new HashMap<Long, String>();
        boolean unsure = false;
        for (long pid : pids) {
            var ids = containersOf(pid);
            var name = ids.stream().map(containers::get).filter(Objects::nonNull).findFirst();
            if (name.isPresent()) {
                owners.put(pid, name.get());
            } else if (ids.isEmpty()) {
                var told = Optional.ofNullable(top.get(pid)).map(containers::get);
                told.ifPresent(known -> owners.put(pid, known));
                unsure |= told.isEmpty();
            }
        }
        cache.keySet().retainAll(pids);
        if (unsure) {
            engine.ifPresent(one -> askSoon(one, List.copyOf(containers.keySet())));
        }
        return owners;
    }

    private List<String> containersOf(long pid) {
        var began = began(pid);
        var known = cache.get(pid);
        if (known != null && !began.isEmpty() && known.began().equals(began)) {
            return known.containers();
        }
        var ids = read(proc.resolve(Long.toString(pid)).resolve("cgroup")).map(ProcessOwners::containerIds)
                .orElse(List.of());
        if (!began.isEmpty()) {
            cache.put(pid, new Known(began, ids));
        }
        return ids;
    }

    /** Field 22 of /proc/PID/stat; the command in field 2 may hold spaces and brackets. */
    private String began(long pid) {
        return read(proc.resolve(Long.toString(pid)).resolve("stat")).map(stat -> {
            var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return fields.length > 19 ? fields[19] : "";
        }).orElse("");
    }

    private static Optional<String> read(Path file) {
        try (var stream = Files.newInputStream(file)) {
            return Optional.of(new String(stream.readNBytes(LONGEST_FILE), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All container ids in a cgroup file, outer before inner, each once. */
    static List<String> containerIds(String cgroup) {
        var ids = new ArrayList<String>();
        cgroup.lines().forEach(line -> {
            var match = ID.matcher(line);
            while (match.find()) {
                if (!ids.contains(match.group())) {
                    ids.add(match.group());
                }
            }
        });
        return List.copyOf(ids);
    }

    private void askSoon(Engine engine, List<String> containers) {
        if (System.nanoTime() - askedAt < TOP_EVERY_NANOS || !asking.compareAndSet(false, true)) {
            return;
        }
        background.run("list processes of sessions", () -> {
            var found = new HashMap<Long, String>();
            for (var container : containers) {
                try {
                    engine.processes(container).forEach(process -> found.put(process.pid(), container));
                } catch (FailureException e) {
                    // It may have ended just now; the others still count.
                    continue;
                }
            }
            top = Map.copyOf(found);
            return null;
        }, _ -> {
            askedAt = System.nanoTime();
            asking.set(false);
        });
    }
}
