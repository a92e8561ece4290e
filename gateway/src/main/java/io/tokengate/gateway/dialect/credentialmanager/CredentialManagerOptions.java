package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerCallers.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Tells which methods this caller may use on this resource. A CORS preflight has no credentials, so it is told those of
 * the resource, whoever may use them, and nothing is looked up for it.
 */
final class CredentialManagerOptions {
    private static final String COLLECTION = "GET, POST, OPTIONS";
    private static final String ITEM = "GET, PATCH, DELETE, OPTIONS";
    private static final String READ_ONLY_ITEM = "GET, PATCH, OPTIONS";
    private static final String NOTHING = "OPTIONS";
    private static final String USER = "GET, OPTIONS";

    private final CredentialManagerCallers callers;
    private final FoundTokens found;

    CredentialManagerOptions(CredentialManagerCallers callers, FoundTokens found) {
        this.callers = callers;
        this.found = found;
    }

    Mono<ServerResponse> collection(ServerRequest request) {
        return isPreflight(request)
                ? preflight(COLLECTION)
                : callers.authenticate(request).flatMap(caller -> allow(COLLECTION));
    }

    Mono<ServerResponse> item(ServerRequest request) {
        return isPreflight(request)
                ? preflight(ITEM)
                : callers.authenticate(request)
                        .flatMap(caller -> found.any(caller, request).flatMap(token -> allow(allowed(caller, token))));
    }

    Mono<ServerResponse> user(ServerRequest request) {
        return isPreflight(request)
                ? preflight(USER)
                : callers.authenticate(request).flatMap(caller -> allow(USER));
    }

    private static String allowed(Caller caller, ApiToken token) {
        if (!caller.mayManage(token.owner().id())) {
            return NOTHING;
        }
        return caller.user().mayDelete() ? ITEM : READ_ONLY_ITEM;
    }

    private static boolean isPreflight(ServerRequest request) {
        return request.headers().firstHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }

    private static Mono<ServerResponse> allow(String methods) {
        return ServerResponse.noContent().header(HttpHeaders.ALLOW, methods).build();
    }

    private static Mono<ServerResponse> preflight(String methods) {
        return ServerResponse.ok()
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                .build();
    }
}
