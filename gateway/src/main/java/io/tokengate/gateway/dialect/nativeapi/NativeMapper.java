package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.account.User;
import io.tokengate.domain.store.AuditEntry;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.LastUse;
import io.tokengate.domain.token.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From the words of the domain to those of this dialect. Pure. */
final class NativeMapper {
    private NativeMapper() {}

    static NativeJson.User user(User user) {
        return new NativeJson.User(
                user.publicId().toString(),
                Math.toIntExact(user.id()),
                user.username(),
                user.email(),
                user.roles(),
                user.active(),
                user.regular(),
                user.createdAt().toString(),
                user.updatedAt().toString());
    }

    static NativeJson.Tenant tenant(Tenant tenant) {
        return new NativeJson.Tenant(tenant.publicId().toString(), tenant.name(), tenant.active());
    }

    /**
     * A token.
     *
     * @param secret only in the answer to its creation
     */
    static NativeJson.Token token(ApiToken token, @Nullable String secret) {
        LastUse use = token.lastUse();
        return new NativeJson.Token(
                token.publicId(),
                secret,
                token.name(),
                token.scopes().names(),
                token.owner().username(),
                token.enabled() && token.owner().active() && token.tenant().active(),
                token.createdAt().toString(),
                text(token.expiresAt()),
                use == null ? null : text(use.at()),
                use == null ? null : use.address());
    }

    static NativeJson.AuditEvent event(AuditEntry entry) {
        return new NativeJson.AuditEvent(
                entry.at().toString(),
                entry.action(),
                entry.subject(),
                entry.userId().toString(),
                entry.username(),
                entry.tokenId(),
                entry.address(),
                entry.requestId(),
                entry.details());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
