package dev.slipway.job;

import dev.slipway.base.Background;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.History;
import dev.slipway.session.EngineSessions;
import dev.slipway.session.FakeMachine;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import dev.slipway.testbed.TestBed;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A program of its own that starts a job and then waits to be killed. */
final class JobChild {
    private JobChild() {
    }

    public static void main(String[] args) throws Exception {
        var sessions = new EngineSessions(new FakeMachine(TestBed.open().docker()), Background.virtualThreads(),
                Optional.of(new Caller(1000, 1000, List.of(1000L))));
        sessions.refresh();
        var jobs = new EngineJobs(sessions, new UsageFeed() {
            @Override
            public Subscription listen(Feed.Pace pace, Consumer<Usage> listener) {
                return () -> {
                };
            }

            @Override
            public History history() {
                return new History(1);
            }
        }, new JobStore(Path.of(args[1])), () -> 50, Background.virtualThreads(), Clock.systemUTC());
        try {
            System.out.println("job " + jobs.start(args[0], List.of("sh", "-c", "echo one; sleep 4; echo two")).id());
        } catch (FailureException e) {
            System.out.println("failed " + e.getMessage());
        }
        Thread.sleep(60_000);
    }
}
