package io.tokengate.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/**
 * Verdicts that are not older than a bound, and one question for all who ask the same at once. A verdict is as old as its
 * question: the answer may have been on its way for long. Failures are given to those who wait, and not kept.
 */
final class FreshVerdicts {
    private final Duration bound;
    private final Function<String, Mono<Verdict>> question;
    private final LongSupplier nanos;
    private final Clock clock;
    private final Cache<String, Asked> known;

    FreshVerdicts(Duration bound, int size, Function<String, Mono<Verdict>> question, LongSupplier nanos, Clock clock) {
        this.bound = bound;
        this.question = question;
        this.nanos = nanos;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(bound)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    Mono<Verdict> of(String token) {
        return bound.isZero() ? question.apply(token) : Mono.defer(() -> shared(token));
    }

    private Mono<Verdict> shared(String token) {
        String key = digest(token);
        Asked asked = known.getIfPresent(key);
        return asked != null && asked.isFresh()
                ? asked.answer
                : known.asMap()
                        .compute(key, (same, now) -> now != null && now.isFresh() ? now : new Asked(key, token))
                        .answer;
    }

    /** A question and, once it is there, its answer. */
    private final class Asked {
        private final long sent = nanos.getAsLong();
        private final Mono<Verdict> answer;
        private volatile Instant end = Instant.MAX;

        Asked(String key, String token) {
            // Asked when the first one subscribes, and not cancelled with any of them.
            answer = question.apply(token)
                    .doOnNext(this::keepUntilItExpires)
                    .doOnError(failure -> known.asMap().remove(key, this))
                    .cache();
        }

        private void keepUntilItExpires(Verdict verdict) {
            if (verdict instanceof Verdict.Valid valid && valid.expiresAt() != null) {
                end = valid.expiresAt();
            }
        }

        boolean isFresh() {
            return nanos.getAsLong() - sent < bound.toNanos() && clock.instant().isBefore(end);
        }
    }

    /** Tokens are not kept. */
    private static String digest(String token) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
