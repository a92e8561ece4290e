package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Verification;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.JsonBytes;
import io.tokengate.gateway.http.RequestId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import static io.tokengate.gateway.http.JsonBytes.ascii;

/**
 * A part of a batch: asks for all its verdicts at once, and writes them down when the last is there. Those that are known
 * are there when they are asked for, on this thread and without an operator between; only what must be waited for costs
 * more. One failure of a stretch is logged, not each.
 */
final class Stretch {
    private static final byte[] BEGIN = ascii("{\"results\":[");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] END = ascii("]}");

    /** As long as most verdicts are. */
    private static final int BYTES = 400;

    private final Verdicts verdicts;
    private final Verdicts.Terms terms;
    private final Part part;
    private final MonoSink<byte[]> sink;
    private final Disposable.Composite waiting = Disposables.composite();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Null where there is none. Each is written before {@link #missing} counts it, and read when all are counted. */
    private final @Nullable Verification[] known;

    private final AtomicInteger missing;

    private Stretch(Verdicts verdicts, Verdicts.Terms terms, Part part, MonoSink<byte[]> sink) {
        this.verdicts = verdicts;
        this.terms = terms;
        this.part = part;
        this.sink = sink;
        this.known = new Verification[part.tokens().size()];
        // One more, so that it is not over before all were asked for.
        this.missing = new AtomicInteger(known.length + 1);
    }

    /**
     * What a stretch is of its batch.
     *
     * @param tokens none of them null
     * @param first whether the answer begins with it
     * @param last whether the answer ends with it
     * @param request the request's name in the log, asked for if something is logged
     */
    record Part(List<@Nullable String> tokens, boolean first, boolean last, Supplier<RequestId> request) {}

    /** The stretch as it is sent; exactly one value, never an error: what cannot be known is told so. */
    static Mono<byte[]> of(Verdicts verdicts, Verdicts.Terms terms, Part part) {
        return Mono.create(sink -> new Stretch(verdicts, terms, part, sink).ask());
    }

    private void ask() {
        sink.onDispose(waiting);
        int place = 0;
        for (String token : part.tokens()) {
            Asked asked = new Asked(place++);
            verdicts.verify(TokenSecret.of(String.valueOf(token))).subscribe(asked);
            if (!asked.isDisposed()) {
                waiting.add(asked);
            }
        }
        count();
    }

    private void count() {
        if (missing.decrementAndGet() == 0) {
            Throwable failed = failure.get();
            if (failed != null) {
                Failures.of(failed, part.request());
            }
            sink.success(written());
        }
    }

    private byte[] written() {
        JsonBytes json = new JsonBytes(BYTES * known.length);
        if (part.first()) {
            json.raw(BEGIN);
        }
        for (int i = 0; i < known.length; i++) {
            if (i > 0 || !part.first()) {
                json.raw(COMMA);
            }
            Verification verification = known[i];
            if (verification == null) {
                VerdictBytes.write(json, Reason.UNAVAILABLE);
            } else {
                verdicts.write(json, terms, verification);
            }
        }
        if (part.last()) {
            json.raw(END);
        }
        return json.toBytes();
    }

    /** One verdict that was asked for. */
    private final class Asked extends BaseSubscriber<Verification> {
        private final int place;

        Asked(int place) {
            this.place = place;
        }

        @Override
        protected void hookOnNext(Verification verification) {
            known[place] = verification;
        }

        @Override
        protected void hookOnComplete() {
            count();
        }

        @Override
        protected void hookOnError(Throwable error) {
            failure.compareAndSet(null, error);
            count();
        }
    }
}
