package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Where the application is made, before the server listens: the one thread that may wait for the database. */
final class MainThread {
    private MainThread() {}

    /**
     * Waits.
     *
     * @param limit that is waited for at the most
     * @param refusal what is told of a failure, or of a {@link TimeoutException}
     * @throws StartupException as told
     */
    static <T> T await(Mono<T> work, Duration limit, Function<Throwable, StartupException> refusal) {
        try {
            return Objects.requireNonNull(work.toFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw refusal.apply(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw refusal.apply(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal.apply(e);
        }
    }
}
