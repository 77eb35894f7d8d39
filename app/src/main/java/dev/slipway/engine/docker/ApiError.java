package dev.slipway.engine.docker;

/** An answer of the engine that is not a success, not yet translated. */
final class ApiError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiError(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status; 0 for an error inside a stream that had begun with a success. */
    int status() {
        return status;
    }
}
