package io.tokengate.gateway.config;

import io.tokengate.gateway.store.BatchedUsageRecorder;
import io.tokengate.gateway.store.ChangeLogPruner;
import io.tokengate.gateway.store.KeyLoader;
import io.tokengate.gateway.store.LoginPruning;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** What goes on beside requests: begun with the application, ended after the last request and before the pool. */
final class BackgroundWork implements SmartLifecycle {
    private static final Duration LAST_FLUSH = Duration.ofSeconds(5);

    private final KeyLoader checksumKeys;
    private final KeyLoader signingKeys;
    private final ChangeLogPruner pruner;
    private final LoginPruning logins;
    private final BatchedUsageRecorder usage;
    private @Nullable Disposable repeating;

    BackgroundWork(
            KeyLoader checksumKeys,
            KeyLoader signingKeys,
            ChangeLogPruner pruner,
            LoginPruning logins,
            BatchedUsageRecorder usage) {
        this.checksumKeys = checksumKeys;
        this.signingKeys = signingKeys;
        this.pruner = pruner;
        this.logins = logins;
        this.usage = usage;
    }

    @Override
    public void start() {
        repeating = Disposables.composite(
                checksumKeys.keepLoading(), signingKeys.keepLoading(), pruner.keepPruning(), logins.keepPruning());
    }

    @Override
    public void stop(Runnable callback) {
        stop();
        usage.close()
                .timeout(LAST_FLUSH)
                .onErrorResume(failure -> Mono.empty())
                .doFinally(signal -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        if (repeating != null) {
            repeating.dispose();
            repeating = null;
        }
    }

    /** Ends after the web server, whose last requests are used too; what ends later has a lower number. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return repeating != null;
    }
}
