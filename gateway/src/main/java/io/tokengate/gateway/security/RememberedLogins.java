package io.tokengate.gateway.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tokengate.domain.account.LoginAttempt;
import io.tokengate.domain.account.RecentLogins;
import java.time.Duration;

/**
 * Logins that went well, for a minute, in this process. It holds names of pairs of password and stored hash
 * ({@link PasswordKey}): when either changes it is another pair, so a new password counts at once.
 */
public final class RememberedLogins implements RecentLogins {
    private static final Duration AGE = Duration.ofSeconds(60);
    private static final int MAX_ENTRIES = 1_000;

    private final PasswordKey key;
    private final Cache<LoginAttempt, String> pairs;

    public RememberedLogins(PasswordKey key) {
        this(key, Ticker.systemTicker());
    }

    RememberedLogins(PasswordKey key, Ticker ticker) {
        this.key = key;
        this.pairs = Caffeine.newBuilder()
                .expireAfterWrite(AGE)
                .maximumSize(MAX_ENTRIES)
                .ticker(ticker)
                .build();
    }

    /** How many are remembered, for tests: about, since what is too many goes a moment later. */
    long remembered() {
        pairs.cleanUp();
        return pairs.estimatedSize();
    }

    @Override
    public boolean knows(LoginAttempt attempt, String password, String hash) {
        String known = pairs.getIfPresent(attempt);
        if (known == null) {
            return false;
        }
        boolean same = known.equals(key.of(password, hash));
        if (!same) {
            pairs.invalidate(attempt);
        }
        return same;
    }

    @Override
    public void remember(LoginAttempt attempt, String password, String hash) {
        pairs.put(attempt, key.of(password, hash));
    }
}
