package io.tokengate.gateway.protocol.introspection;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.gateway.http.JsonBytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static io.tokengate.gateway.http.JsonBytes.ascii;

/** A good token as RFC 7662, section 2.2 has it (docs/protocols/oauth.md, «Introspection»), written by hand. */
final class IntrospectionBytes {
    private static final byte[] ACTIVE = ascii("{\"active\":true");
    private static final byte[] SCOPE = ascii(",\"scope\":");
    private static final byte[] CLIENT = ascii(",\"client_id\":");
    private static final byte[] USERNAME = ascii(",\"username\":");
    private static final byte[] TYPE = ascii(",\"token_type\":\"Bearer\"");
    private static final byte[] EXPIRES = ascii(",\"exp\":");
    private static final byte[] ISSUED = ascii(",\"iat\":");
    private static final byte[] NOT_BEFORE = ascii(",\"nbf\":");
    private static final byte[] SUBJECT = ascii(",\"sub\":");
    private static final byte[] ID = ascii(",\"jti\":");
    private static final byte[] ISSUER = ascii(",\"iss\":");
    private static final byte[] DIALECT = ascii(",\"dialect\":");
    private static final byte[] TENANT = ascii(",\"tenant\":");
    private static final byte[] END = ascii("}");

    /** All that is told of any other, whatever it is; not to be changed. */
    static final byte[] INACTIVE = ascii("{\"active\":false}");

    private IntrospectionBytes() {}

    static byte[] of(ApiToken token, String issuer) {
        JsonBytes json = new JsonBytes();
        json.raw(ACTIVE);
        scope(json, token.scopes().names());
        json.raw(CLIENT).text(token.publicId());
        json.raw(USERNAME).text(token.owner().username());
        json.raw(TYPE);
        expiration(json, token.expiresAt());
        long created = token.createdAt().getEpochSecond();
        json.raw(ISSUED).number(created).raw(NOT_BEFORE).number(created);
        json.raw(SUBJECT).text(token.owner().publicId().toString());
        json.raw(ID).text(token.publicId()).raw(ISSUER).text(issuer);
        json.raw(DIALECT).text(token.dialect().value());
        json.raw(TENANT).text(token.tenant().publicId().toString());
        return json.raw(END).toBytes();
    }

    /** Left out where there is none: an empty list is not of the form. */
    private static void scope(JsonBytes json, List<String> names) {
        if (!names.isEmpty()) {
            json.raw(SCOPE).text(String.join(" ", names));
        }
    }

    /** Cut to seconds, so that who goes by it never goes on too long. */
    private static void expiration(JsonBytes json, @Nullable Instant expiresAt) {
        if (expiresAt != null) {
            json.raw(EXPIRES).number(expiresAt.getEpochSecond());
        }
    }
}
