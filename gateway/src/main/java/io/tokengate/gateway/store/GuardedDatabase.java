package io.tokengate.gateway.store;

import io.tokengate.gateway.resilience.StoreGuard;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The database as repositories see it. Each statement says whether it only reads or changes something, and runs under a
 * guard accordingly; inside a transaction it just runs, since there the guard has the transaction as a whole. Failures
 * are said in the domain's words.
 */
public final class GuardedDatabase {
    private static final String INSIDE = GuardedDatabase.class.getName() + ".inside";

    private final DatabaseClient client;
    private final StoreGuard guard;

    public GuardedDatabase(DatabaseClient client, StoreGuard guard) {
        this.client = client;
        this.guard = guard;
    }

    GenericExecuteSpec sql(String text) {
        return client.sql(text);
    }

    /** One answer of a statement that may as well be run twice. */
    <T> Mono<T> read(Mono<T> statement) {
        return outsideOrInside(StoreErrors.translated(statement), guard::read);
    }

    /** Rows of a statement that may as well be run twice; they are streamed, or take their time. */
    <T> Flux<T> list(Flux<T> statement) {
        Flux<T> plain = StoreErrors.translated(statement);
        return Flux.deferContextual(context -> context.hasKey(INSIDE) ? plain : guard.list(plain));
    }

    /** What must not be run twice. */
    <T> Mono<T> change(Mono<T> statement) {
        return outsideOrInside(StoreErrors.translated(statement), guard::change);
    }

    /** Marks what runs inside a transaction. */
    static <T> Mono<T> inside(Mono<T> work) {
        return work.contextWrite(Context.of(INSIDE, true));
    }

    private static <T> Mono<T> outsideOrInside(Mono<T> plain, Function<Mono<T>, Mono<T>> guard) {
        return Mono.deferContextual(context -> context.hasKey(INSIDE) ? plain : guard.apply(plain));
    }
}
