package io.tokengate.domain.manage;

import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.AuditEvent;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.NewToken;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.TokenRef;
import io.tokengate.domain.token.TokenSecret;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The use cases of every dialect's token routes: one public method each. A change looks its caller up again, changes and
 * writes the audit in one transaction, and goes on to its end when the client hangs up. Errors: {@link TokenException}
 * where a rule refuses, {@link io.tokengate.domain.store.StoreException} where the store fails.
 */
public final class TokenService {
    private final TokenRepository tokens;
    private final CallerCheck callers;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Clock clock;

    public TokenService(
            TokenRepository tokens, CallerCheck callers, AuditLog audit, Transactions transactions, Clock clock) {
        this.tokens = tokens;
        this.callers = callers;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Issues a token; emits it once it is committed. Its secret is the caller's to show, once. */
    public Mono<ApiToken> create(Actor actor, CreateToken command) {
        return create(actor, command, token -> Mono.empty());
    }

    /**
     * As {@link #create(Actor, CreateToken)}, with further work on the token just stored in the same transaction: if that
     * fails, no token was issued.
     */
    public Mono<ApiToken> create(Actor actor, CreateToken command, Function<ApiToken, Mono<Void>> further) {
        return change(
                actor,
                Mono.defer(() -> tokens.insert(newToken(actor, command)))
                        .flatMap(token -> further.apply(token).then(audited(actor, "token.create", token))));
    }

    /** As {@link #create(Actor, CreateToken)}; empty if the owner has as many already as the limit allows. */
    public Mono<ApiToken> create(Actor actor, CreateToken command, TokenLimit limit) {
        return change(
                actor,
                Mono.defer(() -> limit.leavesRoom(actor, command))
                        .filter(room -> room)
                        .flatMap(room -> tokens.insert(newToken(actor, command)))
                        .flatMap(token -> audited(actor, "token.create", token)));
    }

    /** One token; empty if there is none of that name or it was revoked. */
    public Mono<ApiToken> find(TokenRef ref) {
        return tokens.find(ref);
    }

    /** The token of this secret in a tenant and dialect; empty if there is none or it was revoked. */
    public Mono<ApiToken> findBySecret(long tenantId, DialectName dialect, TokenSecret secret) {
        return tokens.findByDigest(TokenHasher.digest(secret))
                .filter(token -> token.revokedAt() == null)
                .filter(token ->
                        token.dialect().equals(dialect) && token.tenant().id() == tenantId);
    }

    /** A list without pages, streamed. */
    public Flux<ApiToken> list(TokenQuery query) {
        return tokens.list(query);
    }

    /** One page and the count of all that match; exactly one value. */
    public Mono<TokenPage> page(TokenQuery query) {
        TokenQuery oneMore =
                new TokenQuery(query.filter(), query.order(), query.after(), query.offset(), query.limit() + 1);
        return Mono.zip(
                tokens.list(oneMore).collectList(),
                tokens.count(query.filter()),
                (found, total) -> page(found, query.limit(), total));
    }

    /**
     * Changes a token; emits it as it is then, empty if there is none of that name. What changes nothing leaves no
     * trace.
     */
    public Mono<ApiToken> update(Actor actor, TokenRef ref, TokenChange change) {
        return update(actor, ref, token -> change);
    }

    /**
     * As {@link #update(Actor, TokenRef, TokenChange)}, where the change depends on what the token is.
     *
     * @param decision is given the token, locked until the transaction ends; what it throws becomes the error signal, and
     *     nothing is changed
     */
    public Mono<ApiToken> update(Actor actor, TokenRef ref, Function<ApiToken, TokenChange> decision) {
        return change(actor, tokens.findForUpdate(ref).flatMap(token -> {
            TokenChange change = decision.apply(token);
            return change.changes(token) ? apply(actor, change, token) : Mono.just(token);
        }));
    }

    /** Revokes a token for good; emits what it was, empty if there is none of that name. */
    public Mono<ApiToken> revoke(Actor actor, TokenRef ref) {
        return change(actor, revoked(actor, ref));
    }

    /**
     * Revokes the token of this secret for good, whatever its dialect; emits what it was, empty if there is none in the
     * actor's tenant.
     */
    public Mono<ApiToken> revoke(Actor actor, TokenSecret secret) {
        return change(
                actor,
                Mono.defer(() -> tokens.findByDigest(TokenHasher.digest(secret)))
                        .filter(token -> token.tenant().id() == actor.tenantId())
                        .flatMap(token -> revoked(actor, token.ref())));
    }

    private Mono<ApiToken> revoked(Actor actor, TokenRef ref) {
        return Mono.defer(() -> tokens.findForUpdate(ref))
                .flatMap(token ->
                        tokens.revoke(token.id(), clock.instant()).then(audited(actor, "token.revoke", token)));
    }

    private Mono<ApiToken> change(Actor actor, Mono<ApiToken> work) {
        return transactions.inTransaction(callers.require(actor).then(work));
    }

    private Mono<ApiToken> apply(Actor actor, TokenChange change, ApiToken token) {
        ApiToken changed = changed(change, token, clock.instant());
        return tokens.update(changed).then(audited(actor, "token.update", changed));
    }

    private Mono<ApiToken> audited(Actor actor, String action, ApiToken token) {
        Map<String, String> details = Map.of("dialect", token.dialect().value());
        AuditEvent event = new AuditEvent(clock.instant(), actor, action, token.publicId(), details);
        return audit.write(event).thenReturn(token);
    }

    private static ApiToken changed(TokenChange change, ApiToken token, Instant now) {
        return new ApiToken(
                token.id(),
                token.dialect(),
                token.publicId(),
                token.tenant(),
                token.owner(),
                or(change.name(), token.name()),
                or(change.scopes(), token.scopes()),
                token.personal(),
                or(change.enabled(), token.enabled()),
                token.createdAt(),
                now,
                change.modifies(token) ? now : token.modifiedAt(),
                token.expiresAt(),
                token.revokedAt(),
                token.revision() + 1,
                token.lastUse());
    }

    private NewToken newToken(Actor actor, CreateToken command) {
        return new NewToken(
                actor.tenantId(),
                command.ownerId(),
                command.dialect(),
                command.minted().publicId(),
                TokenHasher.digest(command.minted().secret()),
                command.name(),
                command.scopes(),
                command.personal(),
                command.enabled(),
                clock.instant(),
                command.expiresAt());
    }

    private static TokenPage page(List<ApiToken> found, int limit, long total) {
        boolean hasMore = found.size() > limit;
        return new TokenPage(hasMore ? found.subList(0, limit) : found, hasMore, total);
    }

    private static <T> T or(@Nullable T changed, T present) {
        return changed == null ? present : changed;
    }
}
