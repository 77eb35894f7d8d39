package dev.slipway.base;

import java.util.List;
import java.util.Optional;

/**
 * Everything that can go wrong in a way Slipway knows. Foreign errors are translated into one of these once, at the
 * edge where they appear. {@link #title} says what happened in one sentence, {@link #advice} what to do about it, and
 * {@link #detail} holds the foreign words (untrusted, at most 4,000 characters) for "show details" and the report.
 */
public sealed interface Failure {

    /** The foreign message behind it, in its own words; empty when there is none. */
    String detail();

    /** The name under which its texts are kept: {@code failure.NAME} and {@code failure.NAME.advice}. */
    String name();

    /** Values for the texts. */
    default List<Object> arguments() {
        return List.of();
    }

    /** What happened, in one sentence. */
    default Text title() {
        return new Text("failure." + name(), arguments());
    }

    /** The one thing to do about it. */
    default Text advice() {
        return new Text("failure." + name() + ".advice", arguments());
    }

    /** What Slipway itself can do about it when the user agrees. */
    default Optional<Fix> fix() {
        return Optional.empty();
    }

    /** A fix that Slipway can offer as a button. */
    enum Fix {
        START_ENGINE, CHOOSE_OTHER_ENGINE, CHOOSE_OTHER_PORT, PULL_IMAGE, RUN_WITHOUT_GPU, FREE_DISK, OPEN_DOCTOR, RETRY,
        CHOOSE_OTHER_NAME, SHOW_LOGS, LOG_IN
    }

    /** No engine answers at {@code endpoint}. */
    record EngineNotReachable(String endpoint, String detail) implements Failure {
        @Override
        public String name() {
            return "engine-not-reachable";
        }

        @Override
        public List<Object> arguments() {
            return List.of(endpoint);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.OPEN_DOCTOR);
        }
    }

    /** The engine's socket exists, but this user may not use it. */
    record PermissionDenied(String what, String detail) implements Failure {
        @Override
        public String name() {
            return "permission-denied";
        }

        @Override
        public List<Object> arguments() {
            return List.of(what);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.OPEN_DOCTOR);
        }
    }

    /** The engine cannot give GPUs to containers, or gave none. */
    record GpuAccessMissing(String detail) implements Failure {
        @Override
        public String name() {
            return "gpu-access-missing";
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.OPEN_DOCTOR);
        }
    }

    /** The image does not exist in its registry, or not on this engine. */
    record ImageNotFound(String image, String detail) implements Failure {
        @Override
        public String name() {
            return "image-not-found";
        }

        @Override
        public List<Object> arguments() {
            return List.of(image);
        }
    }

    /** The registry wants a login for this image. */
    record LoginNeeded(String registry, String detail) implements Failure {
        @Override
        public String name() {
            return "login-needed";
        }

        @Override
        public List<Object> arguments() {
            return List.of(registry);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.LOG_IN);
        }
    }

    /** The registry does not accept a login that was to be kept. */
    record LoginRefused(String registry, String detail) implements Failure {
        @Override
        public String name() {
            return "login-refused";
        }

        @Override
        public List<Object> arguments() {
            return List.of(registry);
        }
    }

    /** The registry lets everyone in, so that no login can be proved there. */
    record LoginNotAsked(String registry, String detail) implements Failure {
        @Override
        public String name() {
            return "login-not-asked";
        }

        @Override
        public List<Object> arguments() {
            return List.of(registry);
        }
    }

    /** A registry or another server could not be reached, or broke off. */
    record NetworkFailed(String host, String detail) implements Failure {
        @Override
        public String name() {
            return "network-failed";
        }

        @Override
        public List<Object> arguments() {
            return List.of(host);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.RETRY);
        }
    }

    /** A server has answered this user, or this address, too often; it wants {@code seconds} of rest. */
    record RateLimited(String host, long seconds, String detail) implements Failure {
        @Override
        public String name() {
            return "rate-limited";
        }

        @Override
        public List<Object> arguments() {
            return List.of(host, seconds);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.RETRY);
        }
    }

    /** A server's answer is not what it should be: too long, not of the promised digest, of no known form. */
    record BadAnswer(String host, String detail) implements Failure {
        @Override
        public String name() {
            return "bad-answer";
        }

        @Override
        public List<Object> arguments() {
            return List.of(host);
        }
    }

    /** A port on this machine is in use. */
    record PortTaken(int port, String detail) implements Failure {
        @Override
        public String name() {
            return "port-taken";
        }

        @Override
        public List<Object> arguments() {
            return List.of(port);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.CHOOSE_OTHER_PORT);
        }
    }

    /** A container or an environment of that name exists already. */
    record NameTaken(String taken, String detail) implements Failure {
        @Override
        public String name() {
            return "name-taken";
        }

        @Override
        public List<Object> arguments() {
            return List.of(taken);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.CHOOSE_OTHER_NAME);
        }
    }

    /** No space is left where the engine keeps its images, or in a folder. */
    record DiskFull(String where, String detail) implements Failure {
        @Override
        public String name() {
            return "disk-full";
        }

        @Override
        public List<Object> arguments() {
            return List.of(where);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.FREE_DISK);
        }
    }

    /** No session or container of that name is here. */
    record NotFound(String what, String detail) implements Failure {
        @Override
        public String name() {
            return "not-found";
        }

        @Override
        public List<Object> arguments() {
            return List.of(what);
        }
    }

    /** The session ended by itself before it was up; {@code exitCode} is the container's. */
    record EndedEarly(String session, int exitCode, String detail) implements Failure {
        @Override
        public String name() {
            return "ended-early";
        }

        @Override
        public List<Object> arguments() {
            return List.of(session, exitCode);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.SHOW_LOGS);
        }
    }

    /** The image holds no Jupyter. */
    record NoJupyter(String image, String detail) implements Failure {
        @Override
        public String name() {
            return "no-jupyter";
        }

        @Override
        public List<Object> arguments() {
            return List.of(image);
        }
    }

    /** Something did not answer within {@code seconds}. */
    record TimedOut(String what, long seconds, String detail) implements Failure {
        @Override
        public String name() {
            return "timed-out";
        }

        @Override
        public List<Object> arguments() {
            return List.of(what, seconds);
        }

        @Override
        public Optional<Fix> fix() {
            return Optional.of(Fix.RETRY);
        }
    }

    /** A file or value from outside is wrong: {@code problem} says what, where, and what to do. */
    record BadInput(Text problem, String detail) implements Failure {
        @Override
        public String name() {
            return "bad-input";
        }

        @Override
        public List<Object> arguments() {
            return List.of(problem);
        }
    }

    /** The engine refused, in words Slipway does not know. */
    record EngineRefused(String detail) implements Failure {
        @Override
        public String name() {
            return "engine-refused";
        }

        @Override
        public List<Object> arguments() {
            return List.of(detail);
        }
    }

    /** The user stopped it. */
    record Cancelled(String detail) implements Failure {
        @Override
        public String name() {
            return "cancelled";
        }
    }

    /** A defect of Slipway or something never seen: {@code code} is short and also stands in the log. */
    record Unexpected(String code, String detail) implements Failure {
        @Override
        public String name() {
            return "unexpected";
        }

        @Override
        public List<Object> arguments() {
            return List.of(code);
        }
    }
}
