package io.tokengate.gateway.dialect;

import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.LeanRoute;
import io.tokengate.gateway.http.ProblemDetails;
import io.tokengate.gateway.resilience.Bounds;
import io.tokengate.gateway.resilience.InFlight;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Puts all faces together, dialects and protocols: a request belongs to the face whose base its path begins with, by whole
 * segments, and whatever becomes of it, the answer is in that face's form.
 */
public final class DialectRouter implements RouterFunction<ServerResponse> {
    private record Entry(Face face, Routes routes, RouterFunction<ServerResponse> function) {
        Entry(Face face, Routes routes) {
            this(face, routes, routes.function());
        }
    }

    private final List<Entry> entries;

    public DialectRouter(List<? extends Face> faces) {
        entries = faces.stream()
                // The longer base first, so that one below another is found.
                .sorted(Comparator.comparingInt((Face face) -> face.base().length())
                        .reversed())
                .map(face -> new Entry(face, face.routes()))
                .toList();
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return owner(path(request))
                .map(entry -> entry.function
                        .route(request)
                        .map(handler -> guarded(entry.face, handler))
                        .switchIfEmpty(Mono.fromSupplier(() -> miss(entry))))
                .orElseGet(Mono::empty);
    }

    /** The answer to a failure that happened outside every handler, in the form of the path's face. */
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return owner(path(request))
                .map(entry -> entry.face.answer(failure, request))
                .orElseGet(() -> ProblemDetails.answer(Failures.of(failure, request)));
    }

    /** What may run directly on the server: routes that no longer base takes from their face. */
    public List<LeanRoute> lean() {
        return entries.stream()
                .flatMap(entry -> entry.routes.lean().stream()
                        .filter(route ->
                                owner(route.path()).filter(entry::equals).isPresent()))
                .toList();
    }

    /** By which bound a request is counted; null for one that belongs to no face. */
    public @Nullable InFlight boundOf(ServerHttpRequest request, Bounds bounds) {
        PathContainer path = request.getPath().pathWithinApplication();
        return owner(path.value())
                .map(entry ->
                        entry.routes.isLean(request.getMethod(), path) ? bounds.verification() : bounds.management())
                .orElse(null);
    }

    /** Whether the path is a face's. */
    public boolean owns(PathContainer path) {
        return owner(path.value()).isPresent();
    }

    /** Whether the path's face has OPTIONS at all, and so answers CORS preflights by itself. */
    public boolean hasOptions(PathContainer path) {
        return owner(path.value())
                .map(entry -> entry.routes.has(HttpMethod.OPTIONS))
                .orElse(false);
    }

    private Optional<Entry> owner(String path) {
        return entries.stream()
                .filter(entry -> isBelow(entry.face.base(), path))
                .findFirst();
    }

    private static HandlerFunction<ServerResponse> guarded(Face face, HandlerFunction<ServerResponse> handler) {
        return request ->
                Mono.defer(() -> handler.handle(request)).onErrorResume(failure -> face.answer(failure, request));
    }

    private static HandlerFunction<ServerResponse> miss(Entry entry) {
        return request -> entry.face.answer(entry.routes.miss(request), request);
    }

    private static String path(ServerRequest request) {
        return request.requestPath().pathWithinApplication().value();
    }

    private static boolean isBelow(String base, String path) {
        return path.startsWith(base) && (path.length() == base.length() || path.charAt(base.length()) == '/');
    }
}
