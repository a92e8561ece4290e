package io.tokengate.client.spring;

import io.tokengate.client.ClientSettings;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tokengate.client.*}; see {@link ClientSettings}.
 *
 * @param uri where the gateway is; without it nothing is configured
 */
@ConfigurationProperties("tokengate.client")
record TokenGatewayProperties(
        URI uri,
        String token,
        @DefaultValue("0s") Duration freshness,
        @DefaultValue("10000") int cacheSize,
        @DefaultValue("2s") Duration timeout) {
    ClientSettings settings() {
        if (token == null) {
            throw new IllegalArgumentException("tokengate.client.token is required beside tokengate.client.uri");
        }
        return new ClientSettings(uri, token, freshness, cacheSize, timeout);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "TokenGatewayProperties[uri=" + uri + "]";
    }
}
