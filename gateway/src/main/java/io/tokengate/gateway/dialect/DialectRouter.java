package io.tokengate.gateway.dialect;

import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.LeanRoute;
import io.tokengate.gateway.http.ProblemDetails;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Puts all dialects together: a request belongs to the dialect whose base its path begins with, by whole segments, and
 * whatever becomes of it, the answer is in that dialect's form.
 */
public final class DialectRouter implements RouterFunction<ServerResponse> {
    private record Entry(Dialect dialect, Routes routes, RouterFunction<ServerResponse> function) {
        Entry(Dialect dialect, Routes routes) {
            this(dialect, routes, routes.function());
        }
    }

    private final List<Entry> entries;

    public DialectRouter(List<Dialect> dialects) {
        entries = dialects.stream()
                // The longer base first, so that one below another is found.
                .sorted(Comparator.comparingInt(
                                (Dialect dialect) -> dialect.base().length())
                        .reversed())
                .map(dialect -> new Entry(dialect, dialect.routes()))
                .toList();
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return owner(path(request))
                .map(entry -> entry.function
                        .route(request)
                        .map(handler -> guarded(entry.dialect, handler))
                        .switchIfEmpty(Mono.fromSupplier(() -> miss(entry))))
                .orElseGet(Mono::empty);
    }

    /** The answer to a failure that happened outside every handler, in the form of the path's dialect. */
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return owner(path(request))
                .map(entry -> entry.dialect.answer(failure, request))
                .orElseGet(() -> ProblemDetails.answer(Failures.of(failure, request)));
    }

    /** What may run directly on the server: routes that no longer base takes from their dialect. */
    public List<LeanRoute> lean() {
        return entries.stream()
                .flatMap(entry -> entry.routes.lean().stream()
                        .filter(route ->
                                owner(route.path()).filter(entry::equals).isPresent()))
                .toList();
    }

    /** Whether the path's dialect has OPTIONS at all, and so answers CORS preflights by itself. */
    public boolean hasOptions(PathContainer path) {
        return owner(path.value())
                .map(entry -> entry.routes.has(HttpMethod.OPTIONS))
                .orElse(false);
    }

    private Optional<Entry> owner(String path) {
        return entries.stream()
                .filter(entry -> isBelow(entry.dialect.base(), path))
                .findFirst();
    }

    private static HandlerFunction<ServerResponse> guarded(Dialect dialect, HandlerFunction<ServerResponse> handler) {
        return request ->
                Mono.defer(() -> handler.handle(request)).onErrorResume(failure -> dialect.answer(failure, request));
    }

    private static HandlerFunction<ServerResponse> miss(Entry entry) {
        return request -> entry.dialect.answer(entry.routes.miss(request), request);
    }

    private static String path(ServerRequest request) {
        return request.requestPath().pathWithinApplication().value();
    }

    private static boolean isBelow(String base, String path) {
        return path.startsWith(base) && (path.length() == base.length() || path.charAt(base.length()) == '/');
    }
}
