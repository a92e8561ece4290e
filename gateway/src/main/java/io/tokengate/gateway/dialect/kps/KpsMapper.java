package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.account.User;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.LastUse;
import io.tokengate.domain.token.TokenSecret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** From the words of the domain to those of this dialect. Pure. */
final class KpsMapper {
    /** What clients of the original know as «never»: they read it as a date, and compare it with others. */
    static final String NEVER = "0001-01-01T00:00:00Z";

    /** Microseconds as in the original; the last three digits are zeros here. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private KpsMapper() {}

    static KpsJson.Login login(User user, TokenSecret secret) {
        return new KpsJson.Login(user.publicId().toString(), user.email(), user.username(), secret.reveal());
    }

    static KpsJson.Created created(ApiToken token, TokenSecret secret) {
        return new KpsJson.Created(
                token.publicId(),
                token.tenant().publicId().toString(),
                secret.reveal(),
                token.owner().publicId().toString());
    }

    /** {@code active} is the token's own flag, whatever its owner's: clients send it back. */
    static KpsJson.Token token(ApiToken token) {
        return new KpsJson.Token(
                token.enabled(),
                text(token.createdAt()),
                token.publicId(),
                token.tenant().publicId().toString(),
                text(token.updatedAt()),
                usedAt(token),
                token.owner().publicId().toString());
    }

    private static String usedAt(ApiToken token) {
        LastUse use = token.lastUse();
        return use == null ? NEVER : text(use.at());
    }

    private static String text(Instant instant) {
        return TIME.format(instant);
    }
}
