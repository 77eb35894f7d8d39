package dev.slipway.session;

import dev.slipway.base.Background;
import dev.slipway.base.Outcome;
import dev.slipway.base.Reading;
import dev.slipway.engine.Engine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CPU and memory of sessions. An engine takes a second or two for an answer, so it is asked in the background, at most
 * one question a session at a time, and what it said last is given meanwhile, as long as it is fresh. Thread-safe.
 */
final class SessionLoads {
    private static final long FRESH_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Background background;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    private record Answer(long at, Optional<Engine.ContainerStats> stats) {
    }

    SessionLoads(Background background) {
        this.background = background;
    }

    /** The newest loads of these sessions; asks for newer ones. */
    Map<String, Usage.SessionLoad> of(List<Session> running, Optional<Engine> engine) {
        var loads = new HashMap<String, Usage.SessionLoad>();
        var containers = new HashSet<String>();
        long now = System.nanoTime();
        for (var session : running) {
            if (session.containerId().isEmpty()) {
                continue;
            }
            var id = session.containerId().get();
            containers.add(id);
            var answer = answers.get(id);
            loads.put(session.name(), load(answer, now));
            if ((answer == null || now - answer.at() > PAUSE_NANOS) && engine.isPresent() && asking.add(id)) {
                ask(engine.get(), id);
            }
        }
        answers.keySet().retainAll(containers);
        return loads;
    }

    private static Usage.SessionLoad load(Answer answer, long now) {
        var stats = answer == null || now - answer.at() > FRESH_NANOS
                ? Optional.<Engine.ContainerStats>empty() : answer.stats();
        return new Usage.SessionLoad(
                stats.map(s -> Reading.of(s.cpuPercent())).orElse(Reading.unknown()),
                stats.map(s -> Reading.of(s.memoryBytes())).orElse(Reading.unknown()));
    }

    private void ask(Engine engine, String id) {
        background.run("stats of " + id.substring(0, Math.min(12, id.length())), () -> engine.stats(id), outcome -> {
            answers.put(id, new Answer(System.nanoTime(), switch (outcome) {
                case Outcome.Done<Optional<Engine.ContainerStats>>(var stats) -> stats;
                case Outcome.Failed<Optional<Engine.ContainerStats>> _ -> Optional.empty();
            }));
            asking.remove(id);
        });
    }
}
