package dev.slipway.base;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can go wrong in a way Slipway knows. Foreign errors are translated into one of these once, at the
 * edge where they appear. {@link #title} says what happened in one sentence, {@link #advice} what to do about it, and
 * {@link #detail} holds the foreign words (untrusted, at most 4,000 characters) for "show details" and the report.
 */
public sealed interface Failure {

    /** The foreign message behind it, in its own words; empty when there is none. */
    String detail();

    /**
     * The name under which its texts are kept, {@code failure.NAME} and {@code failure.NAME.advice}: the name of the
     * record in small letters, {@code port-taken} for {@link PortTaken}.
     */
    default String name() {
        return getClass().getSimpleName().replaceAll("(?<=.)(?=\\p{Lu})", "-").toLowerCase(Locale.ROOT);
    }

    /** Values for the texts. */
    default List<Object> arguments() {
        return switch (this) {
            case EngineNotReachable(var endpoint, _) -> List.of(endpoint);
            case PermissionDenied(var what, _) -> List.of(what);
            case GpuAccessMissing _, Simulated _, Cancelled _ -> List.of();
            case ImageNotFound(var image, _) -> List.of(image);
            case LoginNeeded(var registry, _) -> List.of(registry);
            case LoginRefused(var registry, _) -> List.of(registry);
            case LoginNotAsked(var registry, _) -> List.of(registry);
            case NetworkFailed(var host, _) -> List.of(host);
            case RateLimited(var host, var seconds, _) -> List.of(host, seconds);
            case BadAnswer(var host, _) -> List.of(host);
            case PortTaken(var port, _) -> List.of(port);
            case NameTaken(var taken, _) -> List.of(taken);
            case DiskFull(var where, _) -> List.of(where);
            case NotFound(var what, _) -> List.of(what);
            case EndedEarly(var session, var exitCode, _) -> List.of(session, exitCode);
            case NoJupyter(var image, _) -> List.of(image);
            case LayerFailed(var image, var why, _) -> List.of(image, why);
            case TimedOut(var what, var seconds, _) -> List.of(what, seconds);
            case BadInput(var problem, _) -> List.of(problem);
            case UpdateRefused(var problem, _) -> List.of(problem);
            case EngineRefused(var words) -> List.of(words);
            case Unexpected(var code, _) -> List.of(code);
        };
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
        return switch (this) {
            case EngineNotReachable _, PermissionDenied _, GpuAccessMissing _ -> Optional.of(Fix.OPEN_DOCTOR);
            case NetworkFailed _, RateLimited _, TimedOut _, LayerFailed _ -> Optional.of(Fix.RETRY);
            case LoginNeeded _ -> Optional.of(Fix.LOG_IN);
            case PortTaken _ -> Optional.of(Fix.CHOOSE_OTHER_PORT);
            case NameTaken _ -> Optional.of(Fix.CHOOSE_OTHER_NAME);
            case DiskFull _ -> Optional.of(Fix.FREE_DISK);
            case EndedEarly _ -> Optional.of(Fix.SHOW_LOGS);
            case ImageNotFound _, LoginRefused _, LoginNotAsked _, BadAnswer _, NotFound _, NoJupyter _, BadInput _,
                    Simulated _, UpdateRefused _, EngineRefused _, Cancelled _, Unexpected _ -> Optional.empty();
        };
    }

    /** A fix that Slipway can offer as a button. */
    enum Fix {
        START_ENGINE, CHOOSE_OTHER_ENGINE, CHOOSE_OTHER_PORT, PULL_IMAGE, RUN_WITHOUT_GPU, FREE_DISK, OPEN_DOCTOR,
        RETRY, CHOOSE_OTHER_NAME, SHOW_LOGS, LOG_IN
    }

    /** No engine answers at {@code endpoint}. */
    record EngineNotReachable(String endpoint, String detail) implements Failure {
    }

    /** The engine's socket exists, but this user may not use it. */
    record PermissionDenied(String what, String detail) implements Failure {
    }

    /** The engine cannot give GPUs to containers, or gave none. */
    record GpuAccessMissing(String detail) implements Failure {
    }

    /** The image does not exist in its registry, or not on this engine. */
    record ImageNotFound(String image, String detail) implements Failure {
    }

    /** The registry wants a login for this image. */
    record LoginNeeded(String registry, String detail) implements Failure {
    }

    /** The registry does not accept a login that was to be kept. */
    record LoginRefused(String registry, String detail) implements Failure {
    }

    /** The registry lets everyone in, so that no login can be proved there. */
    record LoginNotAsked(String registry, String detail) implements Failure {
    }

    /** A registry or another server could not be reached, or broke off. */
    record NetworkFailed(String host, String detail) implements Failure {
    }

    /** A server has answered this user, or this address, too often; it wants {@code seconds} of rest. */
    record RateLimited(String host, long seconds, String detail) implements Failure {
    }

    /** A server's answer is not what it should be: too long, not of the promised digest, of no known form. */
    record BadAnswer(String host, String detail) implements Failure {
    }

    /** A port on this machine is in use. */
    record PortTaken(int port, String detail) implements Failure {
    }

    /** A container or an environment of that name exists already. */
    record NameTaken(String taken, String detail) implements Failure {
    }

    /** No space is left where the engine keeps its images, or in a folder. */
    record DiskFull(String where, String detail) implements Failure {
    }

    /** No session or container of that name is here. */
    record NotFound(String what, String detail) implements Failure {
    }

    /** The session ended by itself before it was up; {@code exitCode} is the container's. */
    record EndedEarly(String session, int exitCode, String detail) implements Failure {
    }

    /** The image holds no Jupyter. */
    record NoJupyter(String image, String detail) implements Failure {
    }

    /** What is wanted beyond the image could not be installed: {@code why} holds the line that says so. */
    record LayerFailed(String image, Text why, String detail) implements Failure {
    }

    /** Something did not answer within {@code seconds}. */
    record TimedOut(String what, long seconds, String detail) implements Failure {
    }

    /** A file or value from outside is wrong: {@code problem} says what, where, and what to do. */
    record BadInput(Text problem, String detail) implements Failure {
    }

    /** What announces or carries a newer release of Slipway is not to be believed; {@code problem} says why. */
    record UpdateRefused(Text problem, String detail) implements Failure {
    }

    /** It needs a real machine, and this is the tour's. */
    record Simulated(String detail) implements Failure {
    }

    /** The engine refused, in words Slipway does not know. */
    record EngineRefused(String detail) implements Failure {
    }

    /** The user stopped it. */
    record Cancelled(String detail) implements Failure {
    }

    /** A defect of Slipway or something never seen: {@code code} is short and also stands in the log. */
    record Unexpected(String code, String detail) implements Failure {
    }
}
