package io.tokengate.gateway.protocol.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of requests; answers are written by {@link VerdictBytes}. */
final class VerifyJson {
    private VerifyJson() {}

    /**
     * One token.
     *
     * @param token the text that was presented
     * @param scopes of which it must have all
     * @param anyScopes of which it must have one
     * @param address from where it was presented
     */
    record Verify(
            @Nullable String token,
            @Nullable List<@Nullable String> scopes,
            @Nullable List<@Nullable String> anyScopes,
            @Nullable String address) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Verify[redacted]";
        }
    }

    /**
     * Many tokens, of which the same is required.
     *
     * @param tokens the texts that were presented
     */
    record BatchVerify(
            @Nullable List<@Nullable String> tokens,
            @Nullable List<@Nullable String> scopes,
            @Nullable List<@Nullable String> anyScopes) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "BatchVerify[redacted]";
        }
    }
}
