package io.tokengate.gateway.config;

import io.tokengate.gateway.store.BatchedUsageRecorder;
import io.tokengate.gateway.store.ChecksumKeyLoader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What goes on beside requests: begun with the application, ended after the last request and before the pool. */
final class BackgroundWork implements SmartLifecycle {
    private static final Duration LAST_FLUSH = Duration.ofSeconds(5);

    private final ChecksumKeyLoader keys;
    private final BatchedUsageRecorder usage;
    private @Nullable Disposable loading;

    BackgroundWork(ChecksumKeyLoader keys, BatchedUsageRecorder usage) {
        this.keys = keys;
        this.usage = usage;
    }

    @Override
    public void start() {
        loading = keys.keepLoading();
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
        if (loading != null) {
            loading.dispose();
            loading = null;
        }
    }

    /** Ends after the web server, whose last requests are used too; what ends later has a lower number. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return loading != null;
    }
}
