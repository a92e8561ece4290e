package io.tokengate.client;

import java.net.URI;
import java.time.Duration;

/**
 * Where the gateway is and how it is asked.
 *
 * @param uri of its API, such as {@code https://tokens.example.org}, with a path before {@code /v1} if it has one
 * @param token this service's own: native, with the scope {@code tokens.verify}
 * @param freshness how old a verdict may be that is given again without asking; zero asks each time
 * @param cacheSize tokens at most
 * @param timeout for one question as a whole
 */
public record ClientSettings(URI uri, String token, Duration freshness, int cacheSize, Duration timeout) {
    /** @throws IllegalArgumentException for values that cannot work; without the token */
    public ClientSettings {
        String scheme = String.valueOf(uri.getScheme());
        require(scheme.equals("http") || scheme.equals("https"), "uri must begin with http:// or https://");
        require(uri.getHost() != null && uri.getQuery() == null, "uri must have a host and no query");
        require(!token.isBlank(), "token must not be empty");
        require(token.chars().allMatch(c -> c > ' ' && c < 0x7F), "token must have no spaces or control characters");
        require(!freshness.isNegative() && freshness.compareTo(Duration.ofHours(1)) <= 0, "freshness: 0 to 1 hour");
        require(cacheSize > 0, "cacheSize must be 1 or more");
        require(timeout.compareTo(Duration.ZERO) > 0, "timeout must be more than 0");
    }

    /** With the usual: no cache, two seconds. */
    public static ClientSettings of(URI uri, String token) {
        return new ClientSettings(uri, token, Duration.ZERO, 10_000, Duration.ofSeconds(2));
    }

    /** The same with a bound on how old a verdict may be. */
    public ClientSettings withFreshness(Duration bound) {
        return new ClientSettings(uri, token, bound, cacheSize, timeout);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ClientSettings[uri=" + uri + ", freshness=" + freshness + ", cacheSize=" + cacheSize + ", timeout="
                + timeout + "]";
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
