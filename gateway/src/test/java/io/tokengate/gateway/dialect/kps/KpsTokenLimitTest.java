package io.tokengate.gateway.dialect.kps;

import io.tokengate.gateway.dialect.kps.KpsClient.Person;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

import static io.tokengate.gateway.dialect.kps.KpsClient.TOKENS;
import static io.tokengate.gateway.dialect.kps.KpsClient.failed;
import static io.tokengate.gateway.dialect.kps.KpsClient.text;
import static org.assertj.core.api.Assertions.assertThat;

/** The operator's limit of tokens per user; here it is 2, as in the original. */
class KpsTokenLimitTest {
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

    @Test
    void creationsAtOnceTakeTurns() {
        KpsClient user = person.session();
        List<Integer> statuses = Objects.requireNonNull(Flux.range(0, 24)
                .flatMap(
                        i -> WebClient.create(GATEWAY.address())
                                .post()
                                .uri(TOKENS)
                                .header("Authorization", "Bearer " + user.bearer())
                                .bodyValue(Map.of("active", true))
                                .exchangeToMono(answer -> answer.releaseBody()
                                        .thenReturn(answer.statusCode().value())),
                        24)
                .collectList()
                .block());
        assertThat(statuses).containsOnly(200, 400);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(2);
        assertThat(user.list(TOKENS)).hasSize(2);
    }
}
