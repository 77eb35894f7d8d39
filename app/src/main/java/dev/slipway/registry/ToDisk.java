package dev.slipway.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Writes the body of an answer as it comes, and breaks off where it is longer than promised. */
final class ToDisk implements BodySubscriber<Void> {
    private final SeekableByteChannel channel;
    private final long size;
    private final AtomicLong arrived = new AtomicLong();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Flow.Subscription subscription;

    ToDisk(SeekableByteChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /** More came than was promised. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch(long size) {
            super("It sends more than " + size + " bytes.");
        }
    }

    long arrived() {
        return arrived.get();
    }

    long size() {
        return size;
    }

    /** Takes nothing more. */
    void stop() {
        var open = subscription;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        opened.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        try {
            for (var part : parts) {
                if (arrived.addAndGet(part.remaining()) > size) {
                    fail(new TooMuch(size));
                    return;
                }
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
            subscription.request(1);
        } catch (IOException e) {
            fail(new UncheckedIOException(e));
        }
    }

    private void fail(RuntimeException why) {
        subscription.cancel();
        end.completeExceptionally(why);
    }

    @Override
    public void onError(Throwable error) {
        end.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
