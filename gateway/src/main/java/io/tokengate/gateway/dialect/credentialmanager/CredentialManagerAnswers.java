package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.store.RecoverableSecrets;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.http.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** How a token is shown: with its secret where that can be had, else with the stand-in. */
final class CredentialManagerAnswers {
    static final MediaType JSON = MediaType.APPLICATION_JSON;

    private final RecoverableSecrets secrets;

    CredentialManagerAnswers(RecoverableSecrets secrets) {
        this.secrets = secrets;
    }

    /** A token that is there already. */
    Mono<ServerResponse> shown(ApiToken token) {
        return secrets.find(token.id())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(secret -> shown(token, secret.orElse(null)));
    }

    /** A token with this secret. No cache may keep it. */
    static Mono<ServerResponse> shown(ApiToken token, @Nullable TokenSecret secret) {
        return ServerResponse.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(JSON)
                .bodyValue(Json.write(CredentialManagerMapper.token(token, secret)));
    }

    static Mono<ServerResponse> ok(Object body) {
        return ServerResponse.ok().contentType(JSON).bodyValue(Json.write(body));
    }
}
