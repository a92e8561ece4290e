package io.tokengate.gateway.protocol.introspection;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the installation calls itself towards OAuth clients (RFC 8414, section 2): where they reach it, as the operator says,
 * or else on this machine. Never taken from a request, whose {@code Host} is the client's own claim.
 */
final class Issuer implements Supplier<String> {
    private final @Nullable String given;
    private final Supplier<String> local;

    /**
     * Takes what the operator gives.
     *
     * @param given {@code http} or {@code https}, without query, fragment and slash at its end; null if it is not given
     * @param local what holds then; asked for when the server runs, since it has a port only then
     */
    Issuer(@Nullable String given, Supplier<String> local) {
        this.given = given;
        this.local = local;
    }

    @Override
    public String get() {
        return given == null ? local.get() : given;
    }

    /** The path of the identifier, such as {@code /tokens}; empty without one. */
    String path() {
        String path = given == null ? "" : URI.create(given).getPath();
        return path == null ? "" : path;
    }
}
