package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.manage.CreateToken;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.store.RecoverableSecrets;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerCallers.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Creates a token from a form, with its secret kept where the operator chose that (docs, «Create»). */
final class TokenIssue {
    /** Stands for an owner that does not fit, of which a message was noted. */
    private static final long NOBODY = 0;

    private final CredentialManagerCallers callers;
    private final Owners owners;
    private final TokenService tokens;
    private final RecoverableSecrets secrets;
    private final TokenMint mint;

    TokenIssue(
            CredentialManagerCallers callers,
            Owners owners,
            TokenService tokens,
            RecoverableSecrets secrets,
            TokenMint mint) {
        this.callers = callers;
        this.owners = owners;
        this.tokens = tokens;
        this.secrets = secrets;
        this.mint = mint;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return callers.authenticate(request)
                .flatMap(caller -> FormBody.read(request).flatMap(fields -> create(caller, fields)));
    }

    private Mono<ServerResponse> create(Caller caller, FormFields fields) {
        Messages messages = new Messages();
        String owner = fields.get(Owners.FIELD, messages);
        return (owner == null ? Mono.just(caller.id()) : owners.resolve(caller, owner, messages))
                .defaultIfEmpty(NOBODY)
                .flatMap(ownerId -> {
                    String name = name(fields.get(FormFields.NAME, messages), messages);
                    int length = length(fields.get(FormFields.LENGTH, messages), messages);
                    messages.throwIfAny();
                    return issue(caller, ownerId, name, mint.mint(length));
                });
    }

    private Mono<ServerResponse> issue(Caller caller, long owner, String name, Minted minted) {
        CreateToken command = new CreateToken(
                CredentialManagerTokenFormat.DIALECT, minted, owner, name, Scopes.NONE, false, true, null);
        return tokens.create(caller.over(owner), command, token -> secrets.keep(token.id(), minted.secret()))
                .flatMap(token -> CredentialManagerAnswers.shown(token, minted.secret()));
    }

    private static String name(@Nullable String name, Messages messages) {
        String given = name == null ? "" : name;
        TokenName.objection(given).ifPresent(objection -> messages.add(FormFields.NAME, objection));
        return given;
    }

    private static int length(@Nullable String length, Messages messages) {
        if (length == null) {
            return CredentialManagerTokenFormat.STANDARD;
        }
        return (int) Integers.between(
                FormFields.LENGTH,
                length,
                CredentialManagerTokenFormat.SHORTEST,
                CredentialManagerTokenFormat.LONGEST,
                messages);
    }
}
