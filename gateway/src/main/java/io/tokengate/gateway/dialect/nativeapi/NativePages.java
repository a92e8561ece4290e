package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.gateway.dialect.nativeapi.NativeException.Invalid;
import io.tokengate.gateway.http.SealedCursor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keyset pages of one list: {@code limit} from 1 to 100, 20 unless given, and a {@code cursor} that carries the last key
 * seen and the tenant it was seen in.
 */
final class NativePages {
    private static final int STANDARD = 20;
    private static final int MAXIMUM = 100;

    private final SealedCursor cursors;
    private final long beginning;

    /**
     * Pages of a list.
     *
     * @param list names it, so that a cursor of another list is refused
     * @param beginning the key before the first page
     */
    NativePages(byte[] key, String list, long beginning) {
        this.cursors = new SealedCursor(key, "native " + list + " 1");
        this.beginning = beginning;
    }

    /** Reads at most so many rows behind a key. */
    @FunctionalInterface
    interface Source<T> {
        Flux<T> rows(long after, int limit);
    }

    /** The page that a request asks for; error {@link Invalid} for a limit or cursor that does not fit. */
    <T, J> Mono<NativeJson.Page<J>> page(
            ServerRequest request, long tenant, Source<T> source, ToLongFunction<T> key, Function<T, J> shown) {
        int limit = limit(request);
        return source.rows(after(request, tenant), limit + 1)
                .collectList()
                .map(rows -> page(rows, limit, tenant, key, shown));
    }

    private <T, J> NativeJson.Page<J> page(
            List<T> rows, int limit, long tenant, ToLongFunction<T> key, Function<T, J> shown) {
        List<T> kept = rows.size() > limit ? rows.subList(0, limit) : rows;
        List<J> items = kept.stream().map(shown).toList();
        return rows.size() > limit
                ? new NativeJson.Page<>(items, seal(key.applyAsLong(kept.getLast()), tenant))
                : new NativeJson.Page<>(items, null);
    }

    private static int limit(ServerRequest request) {
        String text = request.queryParam("limit").orElse(Integer.toString(STANDARD));
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MAXIMUM) {
            throw new Invalid("limit", "A number from 1 to " + MAXIMUM);
        }
        return Integer.parseInt(text);
    }

    private long after(ServerRequest request, long tenant) {
        return request.queryParam("cursor").map(cursor -> open(cursor, tenant)).orElse(beginning);
    }

    private String seal(long key, long tenant) {
        return cursors.seal(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(tenant).putLong(key).array());
    }

    private long open(String cursor, long tenant) {
        return cursors.open(cursor)
                .filter(content -> content.length == 2 * Long.BYTES)
                .map(ByteBuffer::wrap)
                .filter(content -> content.getLong() == tenant)
                .map(ByteBuffer::getLong)
                .orElseThrow(() -> new Invalid("cursor", "A nextCursor of this list"));
    }
}
