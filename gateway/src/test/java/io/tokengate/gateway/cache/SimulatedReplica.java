package io.tokengate.gateway.cache;

import io.tokengate.domain.store.Changes;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Rejection;
import io.tokengate.domain.verify.TokenFormats;
import io.tokengate.domain.verify.Verdict;
import io.tokengate.domain.verify.Verification.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** One gateway's engine over a link to the simulated database. */
final class SimulatedReplica implements AutoCloseable {
    /** Stands for «done» where there is nothing to tell. */
    private static final Verdict DONE = new Verdict(new Rejected(Rejection.UNKNOWN, null), Verdict.Source.TEXT);

    final SimulatedLink link;
    final VerificationEngine engine;
    final List<Integer> batches = new ArrayList<>();

    /** How a verification ended; while it has not, all is null. */
    static final class Answer {
        @Nullable
        Verdict verdict;

        @Nullable
        Throwable failure;

        @Nullable
        Disposable subscription;

        boolean ended() {
            return verdict != null || failure != null;
        }

        Verdict told() {
            if (verdict == null) {
                throw new AssertionError("no verdict", failure);
            }
            return verdict;
        }
    }

    SimulatedReplica(SimulatedDatabase database, SimulatedTime time, UnaryOperator<CacheSettings> settings) {
        link = new SimulatedLink(database);
        engine = new VerificationEngine(
                new TokenFormats(List.of(new Form())),
                link,
                link,
                settings.apply(CacheSettings.of(Duration.ofSeconds(1), Duration.ofSeconds(60), 10_000_000)),
                new FeedListener() {
                    @Override
                    public void applied(Changes changes) {}

                    @Override
                    public void failed() {}
                },
                batches::add,
                time);
        engine.start();
    }

    Answer verify(String token) {
        Answer answer = new Answer();
        answer.subscription = Mono.defer(() -> engine.verifier().verify(TokenSecret.of(token)))
                .subscribe(verdict -> answer.verdict = verdict, failure -> answer.failure = failure);
        return answer;
    }

    /** Changes something through this replica; done once it is acknowledged. */
    Answer change(SimulatedDatabase database, Runnable change) {
        return change(database, change, () -> {});
    }

    /** The same, and tells when it is acknowledged. */
    Answer change(SimulatedDatabase database, Runnable change, Runnable acknowledged) {
        Answer answer = new Answer();
        engine.announcing(database.transactions)
                .inTransaction(Mono.fromRunnable(change))
                .subscribe(nothing -> {}, failure -> answer.failure = failure, () -> {
                    answer.verdict = DONE;
                    acknowledged.run();
                });
        return answer;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** {@code good-…} has a right checksum, {@code forged-…} a wrong one, {@code bad-…} is malformed, the rest unchecked. */
    private static final class Form implements TokenFormat {
        private final DialectName name = new DialectName("native");

        @Override
        public DialectName dialect() {
            return name;
        }

        @Override
        public Minted mint() {
            throw new IllegalStateException("no tokens are made here");
        }

        @Override
        public FormatCheck check(String presented) {
            if (presented.startsWith("good-")) {
                return FormatCheck.CHECKED;
            }
            if (presented.startsWith("forged-")) {
                return FormatCheck.FORGED;
            }
            return presented.startsWith("bad-") ? FormatCheck.MALFORMED : FormatCheck.UNCHECKED;
        }
    }
}
