package dev.slipway.session;

import dev.slipway.base.Background;
import dev.slipway.base.FailureException;
import dev.slipway.environment.Environment;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.testbed.TestBed;
import java.util.List;
import java.util.Optional;

/** A program of its own that starts a session and then waits to be killed. */
final class SessionChild {
    private SessionChild() {
    }

    public static void main(String[] args) throws Exception {
        var engine = TestBed.open().docker();
        var sessions = new EngineSessions(new FakeMachine(engine), Background.virtualThreads(),
                Optional.of(new Caller(1000, 1000, List.of(1000L))));
        try {
            var session = sessions.launch(new Environment(args[0], "slipway-test/tiny:latest",
                    new Environment.GpuChoice.None(), Optional.empty(), false, Optional.empty(), Optional.empty()));
            System.out.println("up " + session.name());
        } catch (FailureException e) {
            System.out.println("failed " + e.getMessage());
        }
        Thread.sleep(60_000);
    }
}
