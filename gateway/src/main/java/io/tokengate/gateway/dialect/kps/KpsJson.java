package io.tokengate.gateway.dialect.kps;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of this dialect, member by member as they are on the wire (docs/dialects/kps.md, «Models»). What clients
 * send is of any type here and looked at by {@link KpsInput}, since a wrong type has an error code of its own.
 */
final class KpsJson {
    private KpsJson() {}

    record Credential(@Nullable Object email, @Nullable Object password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Credential[redacted]";
        }
    }

    record Login(@JsonProperty("_id") String id, String email, String name, String token) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Login[" + id + "]";
        }
    }

    record Create(@Nullable Object active) {}

    record Created(String id, String tenantId, String token, String userId) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Created[" + id + "]";
        }
    }

    record Update(@Nullable Object active, @Nullable Object userId) {}

    record Token(
            boolean active,
            String createdAt,
            String id,
            String tenantId,
            String updatedAt,
            String usedAt,
            String userId) {}

    record Changed(String id) {}

    record ErrorPayload(int statusCode, int errorCode, String message) {}
}
