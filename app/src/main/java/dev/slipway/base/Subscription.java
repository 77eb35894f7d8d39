package dev.slipway.base;

/** Something that goes on until it is closed. Closing twice does nothing; any thread. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
