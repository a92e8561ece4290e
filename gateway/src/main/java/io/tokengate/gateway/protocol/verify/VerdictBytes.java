package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Tenant;
import io.tokengate.gateway.http.JsonBytes;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static io.tokengate.gateway.http.JsonBytes.ascii;
import static java.util.Objects.requireNonNull;

/** Verdicts as JSON (docs/protocols/verify.md, «Verdict»), written by hand: they are many. */
final class VerdictBytes {
    private static final byte[] VALID = ascii("{\"valid\":true,\"token\":{\"id\":");
    private static final byte[] DIALECT = ascii(",\"dialect\":");
    private static final byte[] NAME = ascii(",\"name\":");
    private static final byte[] OWNER = ascii(",\"owner\":{\"id\":");
    private static final byte[] NUMBER = ascii(",\"number\":");
    private static final byte[] USERNAME = ascii(",\"username\":");
    private static final byte[] ROLES = ascii(",\"roles\":[");
    private static final byte[] TENANT = ascii("]},\"tenant\":{\"id\":");
    private static final byte[] SCOPES = ascii("},\"scopes\":[");
    private static final byte[] CREATED = ascii("],\"createdAt\":");
    private static final byte[] EXPIRES = ascii(",\"expiresAt\":");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] END = ascii("}}");

    private static final Map<Reason, byte[]> INVALID = new EnumMap<>(Reason.class);

    static {
        for (Reason reason : Reason.values()) {
            INVALID.put(reason, ascii("{\"valid\":false,\"reason\":\"" + reason.name() + "\"}"));
        }
    }

    private VerdictBytes() {}

    static void write(JsonBytes json, Reason reason) {
        json.raw(requireNonNull(INVALID.get(reason)));
    }

    static void write(JsonBytes json, ApiToken token) {
        json.raw(VALID).text(token.publicId()).raw(DIALECT).text(token.dialect().value());
        json.raw(NAME).text(token.name());
        owner(json, token.owner());
        tenant(json, token.tenant());
        scopes(json, token.scopes().names());
        json.raw(CREATED).instant(token.createdAt());
        expiration(json, token.expiresAt());
        json.raw(END);
    }

    private static void owner(JsonBytes json, Owner owner) {
        json.raw(OWNER).text(owner.publicId().toString()).raw(NUMBER).number(owner.id());
        json.raw(USERNAME).text(owner.username()).raw(ROLES);
        boolean first = true;
        for (Role role : Role.values()) {
            if (owner.roles().contains(role)) {
                if (!first) {
                    json.raw(COMMA);
                }
                json.text(role.name());
                first = false;
            }
        }
    }

    private static void tenant(JsonBytes json, Tenant tenant) {
        json.raw(TENANT).text(tenant.publicId().toString()).raw(NAME).text(tenant.name());
    }

    private static void scopes(JsonBytes json, List<String> names) {
        json.raw(SCOPES);
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                json.raw(COMMA);
            }
            json.text(names.get(i));
        }
    }

    private static void expiration(JsonBytes json, @Nullable Instant expiresAt) {
        if (expiresAt != null) {
            json.raw(EXPIRES).instant(expiresAt);
        }
    }
}
