package io.tokengate.domain.support;

import io.tokengate.domain.account.LoginAttempt;
import io.tokengate.domain.account.LoginLimits;
import io.tokengate.domain.account.LoginRecord;
import io.tokengate.domain.store.LoginRepository;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Counts failed logins in memory. */
public final class CountedLogins implements LoginRepository {
    private record Window(int failures, Instant end) {}

    private final Map<String, Window> windows = new HashMap<>();
    private final Set<LoginAttempt> familiar = new HashSet<>();
    private @Nullable RuntimeException failure;

    /** Fails from now on. */
    public void fail(RuntimeException because) {
        failure = because;
    }

    @Override
    public Mono<LoginRecord> find(LoginAttempt attempt, Instant now) {
        return Mono.fromSupplier(() -> {
            if (failure != null) {
                throw failure;
            }
            return record(attempt, now);
        });
    }

    @Override
    public Mono<LoginRecord> countFailure(LoginAttempt attempt, LoginLimits limits, Instant now) {
        return Mono.fromSupplier(() -> {
            count(key(attempt), limits.failures(), limits, now);
            if (!familiar.contains(attempt)) {
                count(attempt.account(), limits.strangers(), limits, now);
            }
            return record(attempt, now);
        });
    }

    @Override
    public Mono<Void> remember(LoginAttempt attempt, Instant now) {
        return Mono.fromRunnable(() -> familiar.add(attempt));
    }

    private void count(String key, int limit, LoginLimits limits, Instant now) {
        Window window = windows.get(key);
        if (window == null || !window.end().isAfter(now)) {
            windows.put(key, new Window(1, now.plus(limits.window())));
        } else {
            int failures = window.failures() + 1;
            windows.put(key, new Window(failures, failures == limit ? now.plus(limits.window()) : window.end()));
        }
    }

    private LoginRecord record(LoginAttempt attempt, Instant now) {
        return new LoginRecord(
                failures(key(attempt), now), failures(attempt.account(), now), familiar.contains(attempt));
    }

    private int failures(String key, Instant now) {
        Window window = windows.get(key);
        return window == null || !window.end().isAfter(now) ? 0 : window.failures();
    }

    private static String key(LoginAttempt attempt) {
        return attempt.account() + " " + attempt.source().text();
    }
}
