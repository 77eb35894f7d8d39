package dev.slipway.cli;

import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import java.io.IOException;

/** Which exit code a failure has. */
final class Failures {
    static final int DONE = 0;
    static final int NO = 1;
    static final int USAGE = 2;
    static final int FAULT = 3;

    private Failures() {
    }

    static int exitCode(Failure failure) {
        return switch (failure) {
            case Failure.BadInput _, Failure.Simulated _ -> USAGE;
            case Failure.NotFound _, Failure.NameTaken _, Failure.ImageNotFound _, Failure.NoJupyter _,
                    Failure.Cancelled _, Failure.LoginRefused _, Failure.LoginNotAsked _ -> NO;
            case Failure.EngineNotReachable _, Failure.PermissionDenied _, Failure.GpuAccessMissing _,
                    Failure.LoginNeeded _, Failure.NetworkFailed _, Failure.RateLimited _,
                    Failure.BadAnswer _, Failure.PortTaken _, Failure.DiskFull _,
                    Failure.EndedEarly _, Failure.LayerFailed _, Failure.TimedOut _,
                    Failure.EngineRefused _, Failure.UpdateRefused _, Failure.Unexpected _ -> FAULT;
        };
    }

    static Failure unreadable(IOException error) {
        return new Failure.BadInput(Text.of("cli.no-answer"), String.valueOf(error.getMessage()));
    }
}
