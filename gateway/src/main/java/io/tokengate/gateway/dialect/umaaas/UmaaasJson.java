package io.tokengate.gateway.dialect.umaaas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of this dialect, member by member as they are on the wire (docs/dialects/umaaas.md, «Models»). What is not
 * there is left out rather than null.
 */
final class UmaaasJson {
    private UmaaasJson() {}

    record TokenCreate(@Nullable String name, @Nullable List<@Nullable String> permissions) {}

    /** {@code clientSecret} is in the answer to the creation only. */
    @JsonInclude(Include.NON_NULL)
    record Token(
            String id,
            String name,
            List<Permission> permissions,
            String clientId,
            @Nullable String clientSecret,
            String createdAt,
            String updatedAt) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Token[" + id + "]";
        }
    }

    @JsonInclude(Include.NON_NULL)
    record TokenList(
            List<Token> data, boolean hasMore, @Nullable String nextCursor, long totalCount) {}

    @JsonInclude(Include.NON_NULL)
    record Failure(
            int status,
            ErrorCode code,
            String message,
            @Nullable Map<String, String> details) {}
}
