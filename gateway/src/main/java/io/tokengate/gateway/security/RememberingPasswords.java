package io.tokengate.gateway.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tokengate.domain.account.Passwords;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Remembers successful checks for a minute, so that a client of HTTP Basic does not cost a slow hash a request. The
 * memory is of the pair of password and stored hash: when either changes it is another pair, so a new password counts
 * at once, and whether the user may still do anything is read elsewhere each time. Failures are never remembered.
 */
public final class RememberingPasswords implements Passwords {
    private static final Duration AGE = Duration.ofSeconds(60);
    private static final int MAX_ENTRIES = 1_000;

    private final Passwords passwords;
    private final PasswordKey key;
    private final Cache<String, Boolean> successes;

    public RememberingPasswords(Passwords passwords, PasswordKey key) {
        this(passwords, key, Ticker.systemTicker());
    }

    RememberingPasswords(Passwords passwords, PasswordKey key, Ticker ticker) {
        this.passwords = passwords;
        this.key = key;
        this.successes = Caffeine.newBuilder()
                .expireAfterWrite(AGE)
                .maximumSize(MAX_ENTRIES)
                .ticker(ticker)
                .build();
    }

    /** How many are remembered, for tests: about, since what is too many goes a moment later. */
    long remembered() {
        successes.cleanUp();
        return successes.estimatedSize();
    }

    @Override
    public Mono<String> hash(String password) {
        return passwords.hash(password);
    }

    @Override
    public Mono<Boolean> matches(String password, @Nullable String hash) {
        if (hash == null) {
            return passwords.matches(password, null);
        }
        return Mono.defer(() -> {
            String pair = key.of(password, hash);
            return successes.getIfPresent(pair) == null ? check(pair, password, hash) : Mono.just(true);
        });
    }

    private Mono<Boolean> check(String pair, String password, String hash) {
        return passwords.matches(password, hash).doOnNext(matches -> {
            if (matches) {
                successes.put(pair, true);
            }
        });
    }
}
