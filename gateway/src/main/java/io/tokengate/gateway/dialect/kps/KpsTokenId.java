package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.token.TokenRef;
import java.util.Optional;
import java.util.regex.Pattern;

/** Ids of tokens in paths: UUIDs as they were given out. Whatever else a client may ask for was never one. */
final class KpsTokenId {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private KpsTokenId() {}

    /** How to reach the token of this id; empty if no token can have it. */
    static Optional<TokenRef> parse(long tenantId, String id) {
        return FORM.matcher(id).matches()
                ? Optional.of(new TokenRef(tenantId, KpsTokenFormat.DIALECT, id))
                : Optional.empty();
    }
}
