package io.tokengate.client;

import io.tokengate.client.VerificationException.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is sent and what comes back (docs/protocols/verify.md). Unknown members are ignored: gateways may be newer. */
final class VerifyJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private VerifyJson() {}

    private record Answer(
            @Nullable Boolean valid,
            @Nullable String reason,
            @Nullable Token token) {}

    private record Token(
            String id,
            String dialect,
            String name,
            Verdict.Owner owner,
            Tenant tenant,
            Set<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt) {}

    private record Tenant(String id) {}

    static byte[] question(String token) {
        return MAPPER.writeValueAsBytes(Map.of("token", token));
    }

    /** @throws VerificationException of kind {@link Kind#UNEXPECTED} for anything that is no verdict */
    static Verdict verdict(byte[] body) {
        try {
            Answer answer = MAPPER.readValue(body, Answer.class);
            if (Boolean.TRUE.equals(answer.valid()) && answer.token() != null) {
                return valid(answer.token());
            }
            if (Boolean.FALSE.equals(answer.valid()) && answer.reason() != null) {
                return new Verdict.Invalid(answer.reason());
            }
        } catch (JacksonException | NullPointerException e) {
            // Something is missing, or of another type: said below, without the parser's message, which quotes.
        }
        throw new VerificationException(Kind.UNEXPECTED, "The gateway's answer is no verdict", null);
    }

    private static Verdict valid(Token token) {
        return new Verdict.Valid(
                token.id(),
                token.dialect(),
                token.name(),
                token.owner(),
                token.tenant().id(),
                token.scopes(),
                token.createdAt(),
                token.expiresAt());
    }
}
