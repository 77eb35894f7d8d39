package dev.slipway.ui.selftest;

import dev.slipway.base.Failure;
import dev.slipway.selftest.SelfTest;
import dev.slipway.selftest.SelfTestResult;
import java.util.List;
import java.util.Optional;

/**
 * What the dialog shows.
 *
 * @param running how far a test is, while one runs
 * @param results all that are kept, newest first
 * @param chosen the result that is shown
 * @param other the one it is compared with
 * @param failure why the last test gave nothing
 */
record SelfTestState(Optional<SelfTest.Progress> running, List<SelfTestResult> results,
        Optional<SelfTestResult> chosen, Optional<SelfTestResult> other, Optional<Failure> failure) {
    static final SelfTestState EMPTY =
            new SelfTestState(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    SelfTestState {
        results = List.copyOf(results);
    }

    SelfTestState at(Optional<SelfTest.Progress> progress) {
        return new SelfTestState(progress, results, chosen, other, Optional.empty());
    }

    SelfTestState with(List<SelfTestResult> newest, Optional<SelfTestResult> shown) {
        return new SelfTestState(running, newest, shown, other.filter(newest::contains), failure);
    }

    SelfTestState choosing(Optional<SelfTestResult> shown) {
        return new SelfTestState(running, results, shown, other, failure);
    }

    SelfTestState against(Optional<SelfTestResult> second) {
        return new SelfTestState(running, results, chosen, second, failure);
    }

    SelfTestState failed(Optional<Failure> why) {
        return new SelfTestState(Optional.empty(), results, chosen, other, why);
    }
}
