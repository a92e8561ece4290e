package io.tokengate.gateway.http;

import org.springframework.core.env.Environment;

/** Where the API is reached on this machine. */
public final class LocalAddress {
    private LocalAddress() {}

    /** Such as {@code http://localhost:8080}; to be asked for when the server runs, since it has a port only then. */
    public static String of(Environment environment) {
        String scheme = environment.containsProperty("server.ssl.bundle") ? "https" : "http";
        return scheme + "://localhost:" + environment.getProperty("local.server.port");
    }
}
