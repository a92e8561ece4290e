package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where the application is made, before the server listens: the one thread that may wait for the database. */
final class MainThread {
    private MainThread() {}

    /**
     * Waits. What is not waited for any longer is cancelled, so that it gives back what it holds, such as a connection.
     *
     * @param work not empty
     * @param limit that is waited for at the most
     * @param refusal what is told of a failure, or of a {@link TimeoutException}
     * @throws StartupException as told
     */
    static <T> T await(Mono<T> work, Duration limit, Function<Throwable, StartupException> refusal) {
        CompletableFuture<@Nullable T> result = work.toFuture();
        try {
            return Objects.requireNonNull(result.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw refusal.apply(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw refusal.apply(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal.apply(e);
        } finally {
            result.cancel(true);
        }
    }
}
