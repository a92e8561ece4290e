package io.tokengate.domain.manage;

import io.tokengate.domain.account.PasswordStamp;
import io.tokengate.domain.account.Role;
import io.tokengate.domain.account.Session;
import io.tokengate.domain.account.SessionKind;
import io.tokengate.domain.account.User;
import io.tokengate.domain.manage.TokenException.CallerRejected;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.support.Samples;
import io.tokengate.domain.support.UnaskedSessions;
import io.tokengate.domain.support.UnaskedTokens;
import io.tokengate.domain.support.UnaskedUsers;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static io.tokengate.domain.support.Samples.NOW;
import static io.tokengate.domain.support.Samples.owner;
import static io.tokengate.domain.support.Samples.tenant;

/** The sample token has the scopes read and write. */
class CallerCheckTest {
    private static final TokenId TOKEN = Samples.token().id();

    @Test
    void tokenWithTheScopesMay() {
        accepts(tokenMay(Samples.token(), Authority.ANY));
        accepts(tokenMay(Samples.token(), Authority.scope("read")));
        accepts(tokenMay(Samples.token(), new Authority(Scopes.of("write", "read"), false)));
    }

    @Test
    void tokenThatLostScopeMayNot() {
        rejects(tokenMay(Samples.token(), Authority.scope("delete")));
        rejects(tokenMay(Samples.token(), new Authority(Scopes.of("read", "delete"), false)));
    }

    @Test
    void tokenThatIsNoLongerGoodMayNot() {
        rejects(tokenMay(Samples.token(NOW, null, tenant(true), owner(true), true), Authority.ANY));
        rejects(tokenMay(Samples.token(null, NOW, tenant(true), owner(true), true), Authority.ANY));
        rejects(tokenMay(Samples.token(null, null, tenant(false), owner(true), true), Authority.ANY));
        rejects(tokenMay(Samples.token(null, null, tenant(true), owner(false), true), Authority.ANY));
        rejects(tokenMay(Samples.token(null, null, tenant(true), owner(true), false), Authority.ANY));
    }

    @Test
    void tokenThatIsGoneMayNot() {
        rejects(check(Mono.empty(), Mono.empty()).require(actor(TOKEN, Authority.ANY)));
    }

    @Test
    void tokenOfFormerAdministratorMayNot() {
        accepts(tokenMay(ownedBy(owner(true, Role.USER, Role.INFRA_ADMIN)), Authority.ADMINISTRATOR));
        rejects(tokenMay(ownedBy(owner(true, Role.USER)), Authority.ADMINISTRATOR));
    }

    @Test
    void activeUserMay() {
        accepts(userMay(Samples.user(true, Role.USER), Authority.ANY));
        accepts(userMay(Samples.user(true, Role.INFRA_ADMIN), Authority.ADMINISTRATOR));
    }

    @Test
    void deactivatedUserMayNot() {
        rejects(userMay(Samples.user(false, Role.USER), Authority.ANY));
        rejects(userMay(Samples.user(false, Role.INFRA_ADMIN), Authority.ADMINISTRATOR));
    }

    @Test
    void deletedUserMayNot() {
        rejects(check(Mono.empty(), Mono.empty()).require(actor(null, Authority.ANY)));
    }

    @Test
    void formerAdministratorMayNot() {
        rejects(userMay(Samples.user(true, Role.USER), Authority.ADMINISTRATOR));
    }

    @Test
    void readOnlyUserMayNotDeleteUnlessItAdministers() {
        accepts(userMay(Samples.user(true, Role.USER), Authority.DELETER));
        rejects(userMay(readOnly(Role.USER), Authority.DELETER));
        accepts(userMay(readOnly(Role.INFRA_ADMIN), Authority.DELETER));
        accepts(userMay(readOnly(Role.USER), Authority.ANY));
    }

    @Test
    void tokenOfReadOnlyUserMayNotDelete() {
        accepts(tokenOfUserMay(Samples.user(true, Role.USER)));
        rejects(tokenOfUserMay(readOnly(Role.USER)));
        accepts(tokenOfUserMay(readOnly(Role.INFRA_ADMIN)));
    }

    @Test
    void storeThatCannotAnswerRejectsNobody() {
        Unavailable failure = new Unavailable("down", null);
        StepVerifier.create(check(Mono.error(failure), Mono.error(failure)).require(actor(TOKEN, Authority.ANY)))
                .verifyErrorMatches(failure::equals);
        StepVerifier.create(check(Mono.error(failure), Mono.error(failure)).require(actor(null, Authority.ANY)))
                .verifyErrorMatches(failure::equals);
    }

    private static Mono<Void> tokenMay(ApiToken token, Authority authority) {
        return check(Mono.just(token), Mono.empty()).require(actor(TOKEN, authority));
    }

    private static Mono<Void> userMay(User user, Authority authority) {
        return check(Mono.empty(), Mono.just(user)).require(actor(null, authority));
    }

    private static Mono<Void> tokenOfUserMay(User user) {
        return check(Mono.just(Samples.token()), Mono.just(user)).require(actor(TOKEN, Authority.DELETER));
    }

    private static User readOnly(Role role) {
        User user = Samples.user(true, role);
        return new User(
                user.id(),
                user.publicId(),
                user.tenantId(),
                user.username(),
                user.email(),
                user.roles(),
                true,
                false,
                user.createdAt(),
                user.updatedAt(),
                user.revision());
    }

    @Test
    void sessionThatIsGoodMayAndOneThatEndedMayNot() {
        accepts(sessionMay(Mono.just(session(Samples.user(true, Role.USER))), Authority.ANY));
        accepts(sessionMay(Mono.just(session(Samples.user(true, Role.INFRA_ADMIN))), Authority.ADMINISTRATOR));
        rejects(sessionMay(Mono.just(session(Samples.user(true, Role.USER))), Authority.ADMINISTRATOR));
        rejects(sessionMay(Mono.empty(), Authority.ANY));
    }

    private static Session session(User user) {
        return new Session(7, SessionKind.LOGIN, user, PasswordStamp.of("hash"));
    }

    private static Mono<Void> sessionMay(Mono<Session> session, Authority authority) {
        UnaskedSessions sessions = new UnaskedSessions() {
            @Override
            public Mono<Session> findById(long id, Instant now) {
                return id == 7 && now.equals(NOW) ? session : Mono.empty();
            }
        };
        return new CallerCheck(new UnaskedTokens(), new UnaskedUsers(), sessions, Samples.CLOCK)
                .require(new Actor(1, 2, null, 7L, authority, null, "request"));
    }

    private static void accepts(Mono<Void> check) {
        StepVerifier.create(check).verifyComplete();
    }

    private static void rejects(Mono<Void> check) {
        StepVerifier.create(check).verifyError(CallerRejected.class);
    }

    private static ApiToken ownedBy(Owner owner) {
        return Samples.token(null, null, tenant(true), owner, true);
    }

    private static Actor actor(@Nullable TokenId token, Authority authority) {
        return new Actor(1, 2, token, authority, null, "request");
    }

    private static CallerCheck check(Mono<ApiToken> token, Mono<User> user) {
        UnaskedTokens tokens = new UnaskedTokens() {
            @Override
            public Mono<ApiToken> findById(TokenId id) {
                return id.equals(TOKEN) ? token : Mono.empty();
            }
        };
        UnaskedUsers users = new UnaskedUsers() {
            @Override
            public Mono<User> findById(long id) {
                return id == 2 ? user : Mono.empty();
            }
        };
        return new CallerCheck(tokens, users, new UnaskedSessions(), Samples.CLOCK);
    }
}
