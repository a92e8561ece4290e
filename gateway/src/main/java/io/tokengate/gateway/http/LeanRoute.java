package io.tokengate.gateway.http;

import org.springframework.http.HttpMethod;

/**
 * A route without variables whose handler may run directly on the server.
 *
 * @param path whole, as it is sent by a client that escapes nothing
 */
public record LeanRoute(HttpMethod method, String path, LeanHandler handler) {}
