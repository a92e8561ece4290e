package io.tokengate.domain.manage;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.account.User;
import io.tokengate.domain.manage.TokenException.CallerRejected;
import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.AuditEvent;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.support.OneToken;
import io.tokengate.domain.support.RecordingTransactions;
import io.tokengate.domain.support.Samples;
import io.tokengate.domain.support.UnaskedSessions;
import io.tokengate.domain.support.UnaskedUsers;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.domain.token.TokenRef;
import io.tokengate.domain.token.TokenSecret;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static io.tokengate.domain.support.Samples.CREATED;
import static io.tokengate.domain.support.Samples.DIALECT;
import static io.tokengate.domain.support.Samples.NOW;
import static io.tokengate.domain.support.Samples.owner;
import static io.tokengate.domain.support.Samples.tenant;
import static org.assertj.core.api.Assertions.assertThat;

class TokenServiceTest {
    private static final Actor ACTOR = new Actor(1, 2, null, Authority.ANY, null, "request");
    private static final ApiToken TOKEN = Samples.token();
    private static final TokenSecret SECRET = TokenSecret.of("a-text-of-sane-length");

    private final OneToken tokens = new OneToken(TOKEN, SECRET);
    private final RecordingTransactions transactions = new RecordingTransactions();
    private final List<AuditEvent> events = new ArrayList<>();
    private final AuditLog audit = event -> Mono.fromRunnable(() -> events.add(event));

    @Test
    void changeIsWrittenWithItsAudit() {
        StepVerifier.create(service(audit, true).update(ACTOR, TOKEN.ref(), new TokenChange("other", false, null)))
                .assertNext(changed -> {
                    assertThat(changed.name()).isEqualTo("other");
                    assertThat(changed.enabled()).isFalse();
                    assertThat(changed.scopes()).isEqualTo(TOKEN.scopes());
                    assertThat(changed.updatedAt()).isEqualTo(NOW);
                    assertThat(changed.modifiedAt()).isEqualTo(NOW);
                    assertThat(changed.revision()).isEqualTo(TOKEN.revision() + 1);
                    assertThat(tokens.updated()).containsExactly(changed);
                })
                .verifyComplete();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("token.update");
            assertThat(event.subject()).isEqualTo("public");
            assertThat(event.at()).isEqualTo(NOW);
        });
        assertThat(transactions.committed()).isEqualTo(1);
    }

    @Test
    void switchingOffIsNoModification() {
        StepVerifier.create(service(audit, true).update(ACTOR, TOKEN.ref(), new TokenChange(null, false, null)))
                .assertNext(changed -> {
                    assertThat(changed.modifiedAt()).isNull();
                    assertThat(changed.updatedAt()).isEqualTo(NOW);
                })
                .verifyComplete();
    }

    @Test
    void changeToWhatItIsWritesNothing() {
        TokenChange same = new TokenChange(TOKEN.name(), TOKEN.enabled(), Scopes.of("write", "read"));
        StepVerifier.create(service(audit, true).update(ACTOR, TOKEN.ref(), same))
                .expectNext(TOKEN)
                .verifyComplete();
        StepVerifier.create(service(audit, true).update(ACTOR, TOKEN.ref(), new TokenChange(null, null, null)))
                .expectNext(TOKEN)
                .verifyComplete();
        assertThat(tokens.updated()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void changeOfNothingKnownIsEmpty() {
        TokenRef unknown = new TokenRef(1, DIALECT, "unknown");
        StepVerifier.create(service(audit, true).update(ACTOR, unknown, new TokenChange("other", null, null)))
                .verifyComplete();
        StepVerifier.create(service(audit, true).revoke(ACTOR, unknown)).verifyComplete();
        assertThat(events).isEmpty();
    }

    @Test
    void changeWithoutAuditFails() {
        IllegalStateException failure = new IllegalStateException("no audit");
        TokenService service = service(event -> Mono.error(failure), true);
        StepVerifier.create(service.update(ACTOR, TOKEN.ref(), new TokenChange("other", null, null)))
                .verifyErrorMatches(failure::equals);
        StepVerifier.create(service.revoke(ACTOR, TOKEN.ref())).verifyErrorMatches(failure::equals);
        StepVerifier.create(service.create(ACTOR, command())).verifyErrorMatches(failure::equals);
        assertThat(transactions.committed()).isZero();
        assertThat(transactions.rolledBack()).isEqualTo(3);
    }

    @Test
    void callerWhoMayNoLongerChangesNothing() {
        TokenService service = service(audit, false);
        StepVerifier.create(service.update(ACTOR, TOKEN.ref(), new TokenChange("other", null, null)))
                .verifyError(CallerRejected.class);
        StepVerifier.create(service.revoke(ACTOR, TOKEN.ref())).verifyError(CallerRejected.class);
        StepVerifier.create(service.create(ACTOR, command())).verifyError(CallerRejected.class);
        assertThat(tokens.updated()).isEmpty();
        assertThat(tokens.revoked()).isEmpty();
        assertThat(tokens.inserted()).isEmpty();
        assertThat(transactions.rolledBack()).isEqualTo(3);
    }

    @Test
    void issuesWhatWasMinted() {
        StepVerifier.create(service(audit, true).create(ACTOR, command()))
                .expectNext(TOKEN)
                .verifyComplete();
        assertThat(tokens.inserted()).singleElement().satisfies(stored -> {
            assertThat(stored.tenantId()).isEqualTo(ACTOR.tenantId());
            assertThat(stored.digest()).isEqualTo(TokenHasher.digest(SECRET));
            assertThat(stored.createdAt()).isEqualTo(NOW);
        });
        assertThat(events).extracting(AuditEvent::action).containsExactly("token.create");
        assertThat(events.toString()).doesNotContain(SECRET.reveal());
    }

    @Test
    void furtherWorkIsPartOfTheCreation() {
        List<ApiToken> seen = new ArrayList<>();
        StepVerifier.create(service(audit, true)
                        .create(ACTOR, command(), token -> Mono.fromRunnable(() -> seen.add(token))))
                .expectNext(TOKEN)
                .verifyComplete();
        assertThat(seen).containsExactly(TOKEN);

        IllegalStateException failure = new IllegalStateException("no room");
        StepVerifier.create(service(audit, true).create(ACTOR, command(), token -> Mono.error(failure)))
                .verifyErrorMatches(failure::equals);
        assertThat(transactions.committed()).isEqualTo(1);
        assertThat(transactions.rolledBack()).isEqualTo(1);
        assertThat(events).hasSize(1);
    }

    @Test
    void changeMayDependOnWhatTheTokenIs() {
        StepVerifier.create(service(audit, true)
                        .update(ACTOR, TOKEN.ref(), token -> new TokenChange(token.name() + " 2", null, null)))
                .assertNext(changed -> assertThat(changed.name()).isEqualTo("name 2"))
                .verifyComplete();

        IllegalStateException refusal = new IllegalStateException("not as expected");
        StepVerifier.create(service(audit, true).update(ACTOR, TOKEN.ref(), token -> {
                    throw refusal;
                }))
                .verifyErrorMatches(refusal::equals);
        assertThat(tokens.updated()).hasSize(1);
        assertThat(transactions.rolledBack()).isEqualTo(1);
    }

    @Test
    void revokesForGood() {
        StepVerifier.create(service(audit, true).revoke(ACTOR, TOKEN.ref()))
                .expectNext(TOKEN)
                .verifyComplete();
        assertThat(tokens.revoked()).containsExactly(TOKEN.id());
        assertThat(events).extracting(AuditEvent::action).containsExactly("token.revoke");
    }

    @Test
    void findsBySecretOnlyInTheTenantAndDialect() {
        TokenService service = service(audit, true);
        StepVerifier.create(service.findBySecret(1, DIALECT, SECRET))
                .expectNext(TOKEN)
                .verifyComplete();
        StepVerifier.create(service.findBySecret(2, DIALECT, SECRET)).verifyComplete();
        StepVerifier.create(service.findBySecret(1, new DialectName("other"), SECRET))
                .verifyComplete();
        StepVerifier.create(service.findBySecret(1, DIALECT, TokenSecret.of("another")))
                .verifyComplete();
    }

    @Test
    void doesNotFindRevokedTokenBySecret() {
        ApiToken revoked = Samples.token(CREATED, null, tenant(true), owner(true), true);
        TokenService service =
                new TokenService(new OneToken(revoked, SECRET), callers(true), audit, transactions, Samples.CLOCK);
        StepVerifier.create(service.findBySecret(1, DIALECT, SECRET)).verifyComplete();
    }

    /** The list always has three tokens. */
    @ParameterizedTest
    @CsvSource({"2, 2, true", "3, 3, false", "4, 3, false"})
    void pageKnowsWhetherMoreFollows(int limit, int size, boolean hasMore) {
        TokenQuery query = new TokenQuery(TokenFilter.all(1, DIALECT), TokenOrder.BY_ID, null, 0, limit);
        StepVerifier.create(service(audit, true).page(query))
                .assertNext(page -> {
                    assertThat(page.tokens()).hasSize(size);
                    assertThat(page.hasMore()).isEqualTo(hasMore);
                    assertThat(page.total()).isEqualTo(3);
                })
                .verifyComplete();
    }

    /** The store has three. */
    @ParameterizedTest
    @CsvSource({"2, false", "3, false", "4, true"})
    void limitIsCountedWithTheOwnerLocked(int limit, boolean room) {
        List<Long> locked = new ArrayList<>();
        UnaskedUsers users = new UnaskedUsers() {
            @Override
            public Mono<User> lock(long id) {
                return Mono.fromSupplier(() -> {
                    locked.add(id);
                    return Samples.user(true, Role.USER);
                });
            }
        };
        StepVerifier.create(service(audit, true).create(ACTOR, command(), new TokenLimit(users, tokens, limit)))
                .expectNextCount(room ? 1 : 0)
                .verifyComplete();
        assertThat(tokens.inserted()).hasSize(room ? 1 : 0);
        assertThat(events).hasSize(room ? 1 : 0);
        assertThat(locked).containsExactly(2L);
    }

    @Test
    void noLimitAsksNobody() {
        TokenLimit none = new TokenLimit(new UnaskedUsers(), tokens, TokenLimit.NONE);
        StepVerifier.create(service(audit, true).create(ACTOR, command(), none))
                .expectNextCount(1)
                .verifyComplete();
    }

    private static CreateToken command() {
        return new CreateToken(DIALECT, new Minted("public", SECRET), 2, "name", Scopes.NONE, false, true, null);
    }

    private TokenService service(AuditLog log, boolean callerMay) {
        return new TokenService(tokens, callers(callerMay), log, transactions, Samples.CLOCK);
    }

    private CallerCheck callers(boolean active) {
        UnaskedUsers users = new UnaskedUsers() {
            @Override
            public Mono<User> findById(long id) {
                return Mono.just(Samples.user(active, Role.USER));
            }
        };
        return new CallerCheck(tokens, users, new UnaskedSessions(), Samples.CLOCK);
    }
}
