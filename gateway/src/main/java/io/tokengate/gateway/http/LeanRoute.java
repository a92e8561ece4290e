package io.tokengate.gateway.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * A route without variables whose handler may run directly on the server.
 *
 * @param method null for all of them
 * @param path whole, as it is sent by a client that escapes nothing
 * @param subtree whether everything below the path is meant too, also with a query
 */
public record LeanRoute(@Nullable HttpMethod method, String path, boolean subtree, LeanHandler handler) {
    /** One path, one method. */
    public static LeanRoute at(HttpMethod method, String path, LeanHandler handler) {
        return new LeanRoute(method, path, false, handler);
    }

    /** A path and all below it, with any method. */
    public static LeanRoute below(String path, LeanHandler handler) {
        return new LeanRoute(null, path, true, handler);
    }

    /** Whether a request target is this route's. */
    boolean takes(String target) {
        if (!subtree) {
            return target.equals(path);
        }
        if (!target.startsWith(path)) {
            return false;
        }
        char next = target.length() == path.length() ? '/' : target.charAt(path.length());
        return next == '/' || next == '?';
    }
}
