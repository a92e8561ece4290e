package io.tokengate.gateway.http;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * A request as a {@link LeanHandler} sees it: the little that a verdict takes, whichever of the two ways runs the
 * handler (docs/request-path.md). Nothing is parsed, copied or made into text before it is asked for.
 */
public interface LeanRequest {
    /** One that came the ordinary way, through the framework's stack. */
    static LeanRequest of(ServerRequest request) {
        return new RoutedRequest(request);
    }

    /** The path as it was sent, without the query: nothing is decoded, and dot segments stand as they are. */
    String path();

    /** The first value of a header, in whatever case its name was sent; null without one. */
    @Nullable
    String header(String name);

    /** All values of a header in the order sent; empty without one. */
    List<String> headers(String name);

    /** The first value of a query parameter, decoded; null without one, and on a route that takes whole subtrees. */
    @Nullable
    String queryParameter(String name);

    /**
     * Reads a JSON body whole; to be subscribed to once. Media type, bounds and errors are those of
     * {@link Body#json}; signals come on the connection's event loop.
     *
     * @param limit in bytes
     * @return the bytes, empty array for no body
     */
    Mono<byte[]> json(int limit);

    /**
     * As {@link #json} for a form (media type {@code application/x-www-form-urlencoded}), to be read by {@link Form}.
     *
     * @param limit in bytes
     */
    Mono<byte[]> form(int limit);

    /** Who is at the other end of the connection, be it a proxy; null if that is not known. */
    @Nullable
    InetAddress peer();

    /** The request's name in logs, as {@link RequestId#of} has it. */
    RequestId id();
}
