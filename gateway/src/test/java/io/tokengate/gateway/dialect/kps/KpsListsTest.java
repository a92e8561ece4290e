package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.manage.CallerCheck;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.gateway.dialect.kps.KpsClient.Person;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static io.tokengate.gateway.dialect.kps.KpsClient.TOKENS;
import static io.tokengate.gateway.dialect.kps.KpsClient.failed;
import static org.assertj.core.api.Assertions.assertThat;

/** Lists of any length, and what becomes of them when the database fails. */
class KpsListsTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    @ParameterizedTest
    @ValueSource(ints = {KpsTokenList.STRETCH - 1, KpsTokenList.STRETCH, KpsTokenList.STRETCH + 1, 2_345})
    void listOfAnyLengthIsWhole(int length) throws SQLException {
        Person person = KpsClient.newPerson(GATEWAY, "USER");
        insert(person, length);
        List<Map<String, Object>> list = person.session().list(TOKENS);
        assertThat(list).extracting(token -> token.get("id")).doesNotHaveDuplicates();
        assertThat(list).hasSize(length);
    }

    @Test
    void otherDialectsTokensAreInNoList() {
        Person admin = KpsClient.newPerson(GATEWAY, "INFRA_ADMIN");
        assertThat(admin.session().list(KpsClient.ALL))
                .allSatisfy(token -> assertThat(String.valueOf(token.get("id"))).hasSize(36));
        assertThat(admin.session().list(TOKENS)).isEmpty();
    }

    /** The table is gone between login and list: nobody foresaw that, so it is a 500, and still in the right form. */
    @Test
    void failureBeforeTheFirstTokenIsAnError() throws SQLException {
        try (RunningGateway gateway =
                RunningGateway.start(PostgresServer.shared().newDatabase(), Map.of())) {
            KpsClient session = KpsClient.newPerson(gateway, "INFRA_ADMIN").session();
            try (Connection connection = gateway.connect()) {
                connection.createStatement().execute("alter table token_usage rename to gone");
            }
            failed(session.get(TOKENS), 500, 20489);
            failed(session.get(KpsClient.ALL), 500, 20489);
        }
    }

    @Test
    void databaseThatCannotBeAskedIs503ForEveryBearer() throws SQLException {
        try (RunningGateway gateway =
                RunningGateway.start(PostgresServer.shared().newDatabase(), Map.of())) {
            Person person = KpsClient.newPerson(gateway, "USER");
            KpsClient session = person.session();
            KpsClient token = session.token();
            try (Connection connection = gateway.connect()) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("lock table app_user in access exclusive mode");
                for (var answer : List.of(session.get(TOKENS), token.get(TOKENS), person.login("x"))) {
                    failed(answer.expectHeader().valueEquals("Retry-After", "1"), 503, 0);
                }
            }
            session.get(TOKENS).expectStatus().isOk();
        }
    }

    /** A list is read only as far as it is wanted: one stretch ahead at most. */
    @Test
    void listIsNotReadAheadOfItsReader() {
        ApiToken token = GATEWAY.bean(TokenRepository.class)
                .list(TokenQuery.all(filterOfAnyToken()))
                .blockFirst();
        AtomicInteger stretches = new AtomicInteger();
        TokenRepository endless = repository(query -> {
            stretches.incrementAndGet();
            return Flux.just(Objects.requireNonNull(token)).repeat(query.limit() - 1L);
        });
        StepVerifier.create(new KpsTokenList(service(endless)).items(filterOfAnyToken(), firstOf(endless)), 3)
                .expectNextCount(3)
                .thenCancel()
                .verify();
        assertThat(stretches.get()).isLessThanOrEqualTo(5);
    }

    @Test
    void failureOfTheFirstStretchFailsTheAnswer() {
        TokenRepository broken = repository(query -> Flux.error(new Unavailable("away", null)));
        StepVerifier.create(new KpsTokenList(service(broken)).answer(filterOfAnyToken()))
                .verifyError(Unavailable.class);
    }

    private static List<ApiToken> firstOf(TokenRepository tokens) {
        TokenQuery query = new TokenQuery(filterOfAnyToken(), TokenOrder.BY_ID, null, 0, KpsTokenList.STRETCH);
        return Objects.requireNonNull(tokens.list(query).collectList().block());
    }

    private static TokenFilter filterOfAnyToken() {
        KpsClient.newPerson(GATEWAY, "USER").session().create();
        return TokenFilter.all(1, KpsTokenFormat.DIALECT);
    }

    private static TokenService service(TokenRepository tokens) {
        CallerCheck callers = GATEWAY.bean(CallerCheck.class);
        return new TokenService(
                tokens, callers, event -> Mono.empty(), GATEWAY.bean(Transactions.class), Clock.systemUTC());
    }

    private interface Listing {
        Flux<ApiToken> list(TokenQuery query);
    }

    private static TokenRepository repository(Listing listing) {
        return (TokenRepository) Proxy.newProxyInstance(
                TokenRepository.class.getClassLoader(),
                new Class<?>[] {TokenRepository.class},
                (self, method, arguments) -> listing.list((TokenQuery) arguments[0]));
    }

    private static void insert(Person person, int count) throws SQLException {
        try (Connection connection = GATEWAY.connect();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal,
                                           enabled, created_at, updated_at)
                        select u.tenant_id, u.id, 'kps', gen_random_uuid()::text, sha256(gen_random_uuid()::text::bytea),
                               '', '{}', false, true, now(), now()
                          from app_user u, generate_series(1, ?)
                         where u.public_id = ?::uuid
                        """)) {
            insert.setInt(1, count);
            insert.setString(2, person.id());
            assertThat(insert.executeUpdate()).isEqualTo(count);
        }
    }
}
