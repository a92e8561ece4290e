package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.verify.Requirement;
import io.tokengate.gateway.security.ClientAddress;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** From the members of a request to what they mean; {@link InvalidMember} for what means nothing. */
final class VerifyInput {
    /** In one batch. */
    static final int MAX_TOKENS = 1_000;

    private VerifyInput() {}

    static String token(@Nullable String token) {
        if (token == null) {
            throw new InvalidMember("token", "Required");
        }
        return token;
    }

    static List<@Nullable String> tokens(@Nullable List<@Nullable String> tokens) {
        if (tokens == null) {
            throw new InvalidMember("tokens", "Required");
        }
        if (tokens.size() > MAX_TOKENS) {
            throw new InvalidMember(HttpStatus.CONTENT_TOO_LARGE, "tokens", MAX_TOKENS + " at most");
        }
        if (tokens.contains(null)) {
            throw new InvalidMember("tokens", "None of them null");
        }
        return tokens;
    }

    static Requirement requirement(
            @Nullable List<@Nullable String> scopes, @Nullable List<@Nullable String> anyScopes) {
        if (scopes == null && anyScopes == null) {
            return Requirement.NONE;
        }
        return new Requirement(scopes(scopes, "scopes"), scopes(anyScopes, "anyScopes"));
    }

    static @Nullable InetAddress address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        InetAddress address = ClientAddress.literal(text);
        if (address == null) {
            throw new InvalidMember("address", "An IPv4 or IPv6 address");
        }
        return address;
    }

    private static Scopes scopes(@Nullable List<@Nullable String> names, String field) {
        if (names == null) {
            return Scopes.NONE;
        }
        return Scopes.of(names.stream().map(name -> present(name, field)).toList());
    }

    private static String present(@Nullable String name, String field) {
        if (name == null) {
            throw new InvalidMember(field, "None of them null");
        }
        return name;
    }
}
