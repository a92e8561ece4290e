package io.tokengate.gateway.protocol.introspection;

import io.tokengate.domain.verify.CallerScopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients can find out by themselves (RFC 8414). */
final class Metadata {
    private static final List<String> AUTHENTICATION = List.of("client_secret_basic", "Bearer");

    private Metadata() {}

    static Map<String, Object> of(String issuer) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("response_types_supported", List.of());
        metadata.put("grant_types_supported", List.of());
        metadata.put("scopes_supported", List.of(CallerScopes.REVOKE, CallerScopes.VERIFY));
        metadata.put("jwks_uri", issuer + OAuthFace.BASE + OAuthFace.KEYS);
        metadata.put("introspection_endpoint", issuer + OAuthFace.BASE + OAuthFace.INTROSPECT);
        metadata.put("introspection_endpoint_auth_methods_supported", AUTHENTICATION);
        metadata.put("introspection_signing_alg_values_supported", List.of("ES256"));
        metadata.put("revocation_endpoint", issuer + OAuthFace.BASE + OAuthFace.REVOKE);
        metadata.put("revocation_endpoint_auth_methods_supported", AUTHENTICATION);
        return metadata;
    }
}
