package io.tokengate.gateway.http;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The name of a request in logs and in the audit: what a proxy before us called it, if that is harmless, else ours.
 *
 * @param value at most {@value #MAX_LENGTH} harmless characters
 */
public record RequestId(String value) {
    /** The header by which proxies hand it on. */
    public static final String HEADER = "X-Request-Id";

    private static final int MAX_LENGTH = 64;

    /** The request's name. */
    public static RequestId of(ServerRequest request) {
        return of(request.exchange().getRequest());
    }

    static RequestId of(ServerHttpRequest request) {
        return of(request.getHeaders().getFirst(HEADER), request::getId);
    }

    /** What a proxy called the request if that is harmless, else our own name for it. */
    static RequestId of(@Nullable String given, Supplier<String> own) {
        return new RequestId(given != null && isHarmless(given) ? given : own.get());
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isHarmless(String given) {
        return !given.isEmpty() && given.length() <= MAX_LENGTH && given.chars().allMatch(RequestId::isHarmless);
    }

    private static boolean isHarmless(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
