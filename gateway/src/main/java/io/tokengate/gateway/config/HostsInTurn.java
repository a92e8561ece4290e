package io.tokengate.gateway.config;

import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Connects to the first of several hosts that is a primary, beginning with the one that was so last time. Each has a
 * time of its own, for the whole way from TCP to a session: the driver's own search has a limit for TCP alone, so that
 * one host that is accepted and silent would take all the time there is. Safe for many threads.
 */
final class HostsInTurn implements ConnectionFactory {
    private final List<PostgresqlConnectionFactory> hosts;
    private final Duration limit;
    private final AtomicInteger first;

    /**
     * Connects by factories, one for each host, that accept a primary only.
     *
     * @param hosts at least one
     * @param limit for each of them
     * @param first the index of the one to begin with; what others found by the same is found by all
     */
    HostsInTurn(List<PostgresqlConnectionFactory> hosts, Duration limit, AtomicInteger first) {
        this.hosts = List.copyOf(hosts);
        this.limit = limit;
        this.first = first;
    }

    /** A new session; error with what the first host said, and what the others said suppressed in it. */
    @Override
    public Mono<PostgresqlConnection> create() {
        return Mono.defer(() -> {
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            return Flux.fromStream(inTurn())
                    .concatMap(host -> connect(host, failures), 1)
                    .next()
                    .switchIfEmpty(Mono.error(() -> all(failures)));
        });
    }

    /** The longest that {@link #create} takes. */
    Duration longest() {
        return limit.multipliedBy(hosts.size());
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return hosts.getFirst().getMetadata();
    }

    private Stream<Integer> inTurn() {
        int begin = first.get();
        return IntStream.range(0, hosts.size())
                .map(turn -> (begin + turn) % hosts.size())
                .boxed();
    }

    private Mono<PostgresqlConnection> connect(int host, Queue<Throwable> failures) {
        return hosts.get(host)
                .create()
                .timeout(limit)
                .doOnNext(connection -> first.set(host))
                .onErrorResume(failure -> {
                    failures.add(failure);
                    return Mono.empty();
                });
    }

    private static Throwable all(Queue<Throwable> failures) {
        Throwable first = failures.remove();
        failures.stream().filter(other -> !other.equals(first)).forEach(first::addSuppressed);
        return first;
    }
}
