package io.tokengate.gateway.dialect.nativeapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tokengate.domain.account.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bodies of this dialect (docs/dialects/native.md). Times are RFC 3339 in UTC, with milliseconds. */
final class NativeJson {
    private NativeJson() {}

    record CreateUser(
            @Nullable String username,
            @Nullable String email,
            @Nullable String password,
            @Nullable List<@Nullable Role> roles,
            @Nullable Boolean active,
            @Nullable Boolean regular,
            @Nullable String tenant) {
        /** Without the password. */
        @Override
        public String toString() {
            return "CreateUser[" + username + "]";
        }
    }

    record ChangePassword(
            @Nullable @JsonProperty("current") String current,
            @Nullable @JsonProperty("new") String wanted) {
        /** Without the passwords. */
        @Override
        public String toString() {
            return "ChangePassword[redacted]";
        }
    }

    record User(
            String id,
            int number,
            String username,
            String email,
            Set<Role> roles,
            boolean active,
            boolean regular,
            String createdAt,
            String updatedAt) {}

    record WriteTenant(@Nullable String name, @Nullable Boolean active) {}

    record Tenant(String id, String name, boolean active) {}

    record CreateToken(
            @Nullable String name,
            @Nullable List<@Nullable String> scopes,
            @Nullable String expiresAt) {}

    @JsonInclude(Include.NON_NULL)
    record Token(
            String id,
            @Nullable String token,
            String name,
            List<String> scopes,
            String owner,
            boolean enabled,
            String createdAt,
            @Nullable String expiresAt,
            @Nullable String lastUsedAt,
            @Nullable String lastUsedAddress) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Token[" + id + "]";
        }
    }

    @JsonInclude(Include.NON_NULL)
    record AuditEvent(
            String at,
            String action,
            String subject,
            String userId,
            String username,
            @Nullable String tokenId,
            @Nullable String address,
            String requestId,
            Map<String, String> details) {}

    @JsonInclude(Include.NON_NULL)
    record Page<T>(List<T> items, @Nullable String nextCursor) {}
}
