package dev.slipway.engine;

/**
 * How far a pull is, all layers folded together.
 *
 * @param phase what most of the remaining work is
 * @param layersDone layers that are complete (those already here included)
 * @param layers layers known so far
 * @param bytesDone bytes downloaded of layers whose size is known
 * @param bytesTotal sum of the known sizes; grows while sizes become known; 0 when none is
 * @param bytesPerSecond download rate over the last seconds; 0 when not known
 */
public record PullProgress(Phase phase, int layersDone, int layers, long bytesDone, long bytesTotal,
        double bytesPerSecond) {
    /** What a pull is doing. */
    public enum Phase {
        RESOLVING, DOWNLOADING, EXTRACTING, DONE
    }

    /** Seconds left at the present rate, or -1 when not known. */
    public long secondsLeft() {
        return phase != Phase.DOWNLOADING || bytesPerSecond < 1 || bytesTotal <= bytesDone ? -1
                : Math.round((bytesTotal - bytesDone) / bytesPerSecond);
    }
}
