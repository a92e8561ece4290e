package io.tokengate.gateway.store;

import io.r2dbc.postgresql.api.ErrorDetails;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.tokengate.domain.store.StoreException;
import io.tokengate.domain.store.StoreException.Conflict;
import io.tokengate.domain.store.StoreException.Trouble;
import io.tokengate.domain.store.StoreException.Unavailable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolShutdownException;

/**
 * Says in the domain's words what the driver or the pool said. What a later try may mend is {@link Unavailable}; what is
 * taken is {@link Conflict}; the rest is a fault of ours and stays what it was.
 */
final class StoreErrors {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String READ_ONLY = "25006";
    private static final String CONNECTION = "08";
    private static final String RESOURCES = "53";
    private static final String SYSTEM = "58";

    /** Ended by an administrator, after a crash, or not yet ready: the connection is gone, or there is none. */
    private static final Set<String> STARTING_OR_STOPPING = Set.of("57P01", "57P02", "57P03");

    private static final int MAX_DEPTH = 16;

    /** Classes of SQLSTATE that pass: connection, rollback, resources, intervention, system. */
    private static final Set<String> PASSING = Set.of(CONNECTION, "40", RESOURCES, "55", "57", SYSTEM);

    private StoreErrors() {}

    static <T> Mono<T> translated(Mono<T> work) {
        return work.onErrorMap(StoreErrors::translate);
    }

    static <T> Flux<T> translated(Flux<T> work) {
        return work.onErrorMap(StoreErrors::translate);
    }

    static Throwable translate(Throwable failure) {
        if (failure instanceof StoreException) {
            return failure;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            StoreException known = known(cause, failure);
            if (known != null) {
                return known;
            }
        }
        return failure;
    }

    private static @Nullable StoreException known(Throwable cause, Throwable failure) {
        return switch (cause) {
            case PostgresqlException e -> bySqlState(e.getErrorDetails(), failure);
            case R2dbcTimeoutException e -> new Unavailable(Trouble.SILENT, "the database took too long", failure);
            case R2dbcException e -> byState(e.getSqlState(), failure);
            case TimeoutException e -> new Unavailable(Trouble.SILENT, "the database took too long", failure);
            case IOException e -> new Unavailable(Trouble.UNREACHABLE, "the connection to the database broke", failure);
            case PoolAcquirePendingLimitException e -> new Unavailable("too many wait for the database", failure);
            case PoolShutdownException e -> new Unavailable("shutting down", failure);
            case CannotCreateTransactionException e
            when e.getCause() == null -> new Unavailable("no transaction could begin", failure);
            default -> null;
        };
    }

    private static @Nullable StoreException bySqlState(ErrorDetails details, Throwable failure) {
        return details.getCode().equals(UNIQUE_VIOLATION)
                ? new Conflict(details.getConstraintName().orElse("unique"), failure)
                : byState(details.getCode(), failure);
    }

    private static @Nullable StoreException byState(@Nullable String state, Throwable failure) {
        if (state == null) {
            // The driver's own faults have no state: a connection that closed, a pool that is disposed.
            return new Unavailable(Trouble.UNREACHABLE, "the database is not reachable", failure);
        }
        boolean passing = state.equals(READ_ONLY) || PASSING.contains(state.substring(0, Math.min(2, state.length())));
        return passing ? new Unavailable(trouble(state), "the database answered " + state, failure) : null;
    }

    /** What it says of one piece of work, such as a lock that took too long, tells nothing of the next. */
    private static Trouble trouble(String state) {
        if (state.startsWith(CONNECTION) || STARTING_OR_STOPPING.contains(state)) {
            return Trouble.UNREACHABLE;
        }
        return state.startsWith(RESOURCES) || state.startsWith(SYSTEM) ? Trouble.SILENT : Trouble.BUSY;
    }
}
