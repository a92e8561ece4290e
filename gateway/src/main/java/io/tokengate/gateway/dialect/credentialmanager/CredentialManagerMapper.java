package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.account.User;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.LastUse;
import io.tokengate.domain.token.TokenSecret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the words of the domain to those of this dialect. Pure. */
final class CredentialManagerMapper {
    /** One client makes the class that this names of an object, and a plain map of an object without it. */
    private static final String TOKEN = "ApiToken";

    private static final String USER = "User";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private CredentialManagerMapper() {}

    /**
     * A token.
     *
     * @param secret null where it cannot be shown; then a stand-in is, since the member must be there
     */
    static CredentialManagerJson.Token token(ApiToken token, @Nullable TokenSecret secret) {
        return new CredentialManagerJson.Token(
                token.id().value(),
                token.name(),
                secret == null ? CredentialManagerTokenFormat.MASKED : secret.reveal(),
                token.owner().id(),
                token.enabled(),
                text(token.createdAt()),
                text(token.updatedAt()),
                lastUsed(token.lastUse()),
                TOKEN);
    }

    static CredentialManagerJson.BaseToken listed(ApiToken token) {
        return new CredentialManagerJson.BaseToken(token.id().value(), token.name(), TOKEN);
    }

    static CredentialManagerJson.Me me(User user) {
        return new CredentialManagerJson.Me(
                user.id(),
                user.username(),
                user.active(),
                user.regular(),
                user.isAdministrator(),
                Map.of(),
                text(user.createdAt()),
                text(user.updatedAt()),
                USER);
    }

    /** Six digits after the point and the zone as an offset: what every client's reader takes. */
    static String text(Instant instant) {
        return TIME.format(instant);
    }

    private static @Nullable String lastUsed(@Nullable LastUse use) {
        return use == null ? null : text(use.at());
    }
}
