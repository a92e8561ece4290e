package io.tokengate.gateway.dialect.kps;

import io.tokengate.gateway.dialect.kps.KpsClient.Person;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.Rows;
import io.tokengate.gateway.support.RunningGateway;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static io.tokengate.gateway.dialect.kps.KpsClient.TOKENS;
import static io.tokengate.gateway.dialect.kps.KpsClient.failed;
import static io.tokengate.gateway.dialect.kps.KpsClient.text;
import static org.assertj.core.api.Assertions.assertThat;

/** The operator's limit of tokens per user; here it is 2, as in the original. */
class KpsTokenLimitTest {
    private static final int AT_ONCE = 8;
    private static final RunningGateway GATEWAY =
            RunningGateway.start(PostgresServer.shared().newDatabase(), Map.of("tokengate.kps.tokens.per.user", 2));

    private final Person person = KpsClient.newPerson(GATEWAY, "USER");

    @AfterAll
    static void close() {
        GATEWAY.close();
    }

    @Test
    void inactiveOnesCountDeletedAndOthersDoNot() {
        KpsClient user = person.session();
        KpsClient.newPerson(GATEWAY, "USER").session().create();
        String first = text(user.create(false), "id");
        user.create();
        failed(user.post(TOKENS, Map.of("active", true)), 400, 20480);
        failed(user.post(TOKENS, Map.of("active", false)), 400, 20480);
        user.delete(TOKENS + "/" + first).expectStatus().isOk();
        user.create();
        assertThat(user.list(TOKENS)).hasSize(2);
    }

    /** All of them are held where they take their turn: without a turn they would pass, or count the same. */
    @Test
    void creationsAtOnceTakeTurns() throws Exception {
        KpsClient user = person.session();
        CompletableFuture<@Nullable List<Integer>> statuses;
        try (Connection holding = GATEWAY.connect();
                Connection looking = GATEWAY.connect()) {
            holding.setAutoCommit(false);
            lock(holding, person.email());
            statuses = Flux.range(0, AT_ONCE)
                    .flatMap(i -> create(user), AT_ONCE)
                    .collectList()
                    .toFuture();
            Awaitility.await().until(() -> Rows.waiting(looking, "%app_user%for no key update%") == AT_ONCE);
            holding.commit();
        }
        assertThat(Objects.requireNonNull(statuses.get(30, TimeUnit.SECONDS)))
                .containsOnly(200, 400)
                .filteredOn(status -> status == 200)
                .hasSize(2);
        assertThat(user.list(TOKENS)).hasSize(2);
    }

    private static Mono<Integer> create(KpsClient user) {
        return WebClient.create(GATEWAY.address())
                .post()
                .uri(TOKENS)
                .header("Authorization", "Bearer " + user.bearer())
                .bodyValue(Map.of("active", true))
                .exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value()));
    }

    private static void lock(Connection connection, String email) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select from app_user where email = ? for no key update")) {
            statement.setString(1, email);
            assertThat(statement.executeQuery().next()).isTrue();
        }
    }
}
