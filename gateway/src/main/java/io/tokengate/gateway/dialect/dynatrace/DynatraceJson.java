package io.tokengate.gateway.dialect.dynatrace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of this dialect, member by member as they are on the wire (docs/dialects/dynatrace.md, «Models»). */
final class DynatraceJson {
    private DynatraceJson() {}

    record Create(
            @Nullable String name,
            @Nullable List<@Nullable String> scopes,
            @Nullable Boolean personalAccessToken,
            @Nullable String expirationDate) {}

    @JsonInclude(Include.NON_NULL)
    record Created(String id, String token, @Nullable String expirationDate) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Created[" + id + "]";
        }
    }

    record Update(
            @Nullable String name,
            @Nullable Boolean enabled,
            @Nullable List<@Nullable String> scopes) {}

    record Secret(@Nullable String token) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Secret[redacted]";
        }
    }

    @JsonInclude(Include.NON_NULL)
    record Token(
            String id,
            @Nullable String name,
            @Nullable Boolean enabled,
            @Nullable String owner,
            @Nullable String creationDate,
            @Nullable Boolean personalAccessToken,
            @Nullable String expirationDate,
            @Nullable String lastUsedDate,
            @Nullable String lastUsedIpAddress,
            @Nullable List<String> scopes,
            @Nullable String modifiedDate) {}

    @JsonInclude(Include.NON_NULL)
    record TokenList(
            long totalCount,
            int pageSize,
            List<Token> apiTokens,
            @Nullable String nextPageKey) {}

    record ErrorEnvelope(ErrorBody error) {}

    @JsonInclude(Include.NON_NULL)
    record ErrorBody(int code, String message, @Nullable List<Violation> constraintViolations) {}

    /** {@code location} is always null, and there. */
    record Violation(
            String path,
            String message,
            String parameterLocation,
            @Nullable String location) {}
}
