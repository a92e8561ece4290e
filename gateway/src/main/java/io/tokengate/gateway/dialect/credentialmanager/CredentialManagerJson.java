package io.tokengate.gateway.dialect.credentialmanager;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of this dialect's answers, member by member (docs/dialects/credentialmanager.md, «Models»). */
final class CredentialManagerJson {
    private CredentialManagerJson() {}

    /** {@code last_used} is null until the token is used, and there. */
    record Token(
            long id,
            String name,
            String token,
            @JsonProperty("owner_id") long ownerId,
            boolean enabled,
            String created,
            String updated,
            @JsonProperty("last_used") @Nullable String lastUsed,
            @JsonProperty("resource_type") String resourceType) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Token[" + id + "]";
        }
    }

    record BaseToken(
            long id,
            String name,
            @JsonProperty("resource_type") String resourceType) {}

    record Me(
            long id,
            String username,
            @JsonProperty("is_active") boolean active,
            @JsonProperty("is_regular_user") boolean regularUser,
            @JsonProperty("is_admin") boolean admin,
            @JsonProperty("default_settings") Map<String, String> defaultSettings,
            String created,
            String updated,
            @JsonProperty("resource_type") String resourceType) {}

    @JsonInclude(Include.NON_NULL)
    record ErrorBody(int status, String message, @Nullable Map<String, ?> messages) {}
}
