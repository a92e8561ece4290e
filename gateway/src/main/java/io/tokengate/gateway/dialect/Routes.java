package io.tokengate.gateway.dialect;

import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.LeanRoute;
import io.tokengate.gateway.http.RequestException;
import io.tokengate.gateway.http.RequestException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A face's routes, one call each, as a router function. Beside it, it remembers which methods each path has: a router
 * function only knows «no match», and a client must be told a wrong method (405) from a wrong path (404).
 */
public final class Routes {
    private record Row(HttpMethod method, PathPattern path, boolean lean) {}

    private final String base;
    private final RouterFunctions.Builder function = RouterFunctions.route();
    private final List<Row> rows = new ArrayList<>();
    private final List<LeanRoute> lean = new ArrayList<>();

    private Routes(String base) {
        this.base = base;
    }

    /** Routes whose paths are all below this one. */
    public static Routes below(String base) {
        return new Routes(base);
    }

    public Routes get(String path, HandlerFunction<ServerResponse> handler) {
        return on(HttpMethod.GET, path, handler);
    }

    public Routes post(String path, HandlerFunction<ServerResponse> handler) {
        return on(HttpMethod.POST, path, handler);
    }

    public Routes put(String path, HandlerFunction<ServerResponse> handler) {
        return on(HttpMethod.PUT, path, handler);
    }

    public Routes patch(String path, HandlerFunction<ServerResponse> handler) {
        return on(HttpMethod.PATCH, path, handler);
    }

    public Routes delete(String path, HandlerFunction<ServerResponse> handler) {
        return on(HttpMethod.DELETE, path, handler);
    }

    /**
     * One route.
     *
     * @param path below the base, with variables in braces; an earlier route wins over a later one
     */
    public Routes on(HttpMethod method, String path, HandlerFunction<ServerResponse> handler) {
        return on(method, path, handler, false);
    }

    private Routes on(HttpMethod method, String path, HandlerFunction<ServerResponse> handler, boolean lean) {
        String pattern = base + path;
        function.route(RequestPredicates.method(method).and(RequestPredicates.path(pattern)), handler);
        rows.add(new Row(method, PathPatternParser.defaultInstance.parse(pattern), lean));
        return this;
    }

    /**
     * One route that verifies: a router function like any other, whose handler may also run directly on the server,
     * past the framework's stack. Both ways answer alike.
     *
     * @param path below the base, without variables
     * @throws IllegalArgumentException if an earlier route would have taken its requests, or it has variables
     */
    public Routes lean(HttpMethod method, String path, LeanHandler handler) {
        PathContainer whole = PathContainer.parsePath(base + path);
        if (PathPatternParser.defaultInstance.parse(base + path).hasPatternSyntax()
                || rows.stream().anyMatch(row -> row.method.equals(method) && row.path.matches(whole))) {
            throw new IllegalArgumentException("not a path of its own: " + method + " " + base + path);
        }
        lean.add(LeanRoute.at(method, base + path, handler));
        return on(method, path, routed(handler), true);
    }

    /**
     * The same for the base and everything below it, whatever the method; nothing else can be routed beside it. The
     * handler is told the path as it was sent: dot segments, escapes and all.
     */
    public Routes leanBelow(LeanHandler handler) {
        String pattern = base + "/**";
        lean.add(LeanRoute.below(base, handler));
        function.route(RequestPredicates.path(pattern), routed(handler));
        for (HttpMethod method : HttpMethod.values()) {
            rows.add(new Row(method, PathPatternParser.defaultInstance.parse(pattern), true));
        }
        return this;
    }

    private static HandlerFunction<ServerResponse> routed(LeanHandler handler) {
        return request -> handler.handle(LeanRequest.of(request)).flatMap(Answer::toServerResponse);
    }

    /** Those of them that may run directly on the server. */
    List<LeanRoute> lean() {
        return List.copyOf(lean);
    }

    /** Whether one of those, and no earlier route, is meant. */
    boolean isLean(HttpMethod method, PathContainer path) {
        return rows.stream()
                .filter(row -> row.method.equals(method) && row.path.matches(path))
                .findFirst()
                .filter(Row::lean)
                .isPresent();
    }

    /** The router function of all of them. */
    RouterFunction<ServerResponse> function() {
        return function.build();
    }

    /** Whether any route has this method. */
    boolean has(HttpMethod method) {
        return rows.stream().anyMatch(row -> row.method.equals(method));
    }

    /** Why no route took a request. */
    RequestException miss(ServerRequest request) {
        Set<String> allowed = rows.stream()
                .filter(row -> row.path.matches(request.requestPath().pathWithinApplication()))
                .map(row -> row.method.name())
                .collect(Collectors.toCollection(TreeSet::new));
        return allowed.isEmpty()
                ? new RequestException(Kind.NO_ROUTE, "There is nothing here")
                : RequestException.wrongMethod(allowed);
    }
}
