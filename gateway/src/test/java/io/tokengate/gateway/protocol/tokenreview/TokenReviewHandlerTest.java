package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.verify.CallerScopes;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.protocol.BearerCallers;
import io.tokengate.gateway.protocol.Visibility;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.VerificationCallers;
import io.tokengate.gateway.support.ApiTokens;
import io.tokengate.gateway.support.LeanServer;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** Reviews that are hard to bring about from outside. */
class TokenReviewHandlerTest {
    private static final Mono<Verification> GOOD = Mono.just(new Verified(ApiTokens.ownedBy("system:admin", "x")));

    private final Collection<Object> uses = new ConcurrentLinkedQueue<>();

    /** An API server remembers a no, and asks again after a failure. */
    @Test
    void whatCannotBeKnownIs503AndNotANo() throws IOException {
        Response response = ask("", Mono.error(new Unavailable("the database is away", null)), "");
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("retry-after")).isEqualTo("1");
        assertThat(response.body())
                .contains("\"reason\":\"ServiceUnavailable\"", "\"details\":{\"retryAfterSeconds\":1}", "\"code\":503")
                .doesNotContain("authenticated");
        assertThat(uses).as("that of the caller").hasSize(1);
    }

    @Test
    void faultIsNotTold() throws IOException {
        assertThat(ask("", Mono.error(new IllegalStateException("secret")), "").body())
                .contains("\"reason\":\"InternalError\"")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "            | \"a\"           | none",
                "a           |                 | none",
                "a           | \"a\"           | [\"a\"]",
                "' a , b ,'  | \"c\",\"b\",\"a\" | [\"b\",\"a\"]",
            })
    void audiencesAreThoseThatTokensAreGoodFor(String good, String asked, String answered) throws IOException {
        String body = ask(good, GOOD, asked).body();
        assertThat(body).contains("\"authenticated\":true");
        if (answered.equals("none")) {
            assertThat(body).doesNotContain("audiences");
        } else {
            assertThat(body).contains("\"audiences\":" + answered);
        }
        assertThat(uses).hasSize(2);
    }

    @Test
    void tokenThatIsForNoneOfTheAudiencesIsNobody() throws IOException {
        assertThat(ask("a,b", GOOD, "\"c\"").body())
                .contains(
                        "\"status\":{\"authenticated\":false,\"error\":\"the token is for none of these audiences\"}");
        assertThat(uses).as("that of the caller").hasSize(1);
    }

    @Test
    void nobodyHereIsSomebodyOfTheSystemThere() throws IOException {
        assertThat(ask("", GOOD, "").body())
                .contains("\"username\":\"p/system:admin\"", "\"p/scope:x\"")
                .doesNotContain("\"system:");
    }

    private Response ask(String good, Mono<Verification> verdict, String asked) throws IOException {
        String list = good == null ? "" : good;
        TokenReviewHandler handler = new TokenReviewHandler(
                new BearerCallers(
                        new VerificationCallers(
                                caller -> Mono.just(new Verified(ApiTokens.reviewer())),
                                (token, at, address) -> uses.add(token),
                                new ClientAddress(List.of()),
                                Clock.systemUTC()),
                        CallerScopes.REVIEW,
                        TokenReviewAnswers.REFUSALS),
                presented -> verdict,
                new Visibility(ApiTokens.TENANT),
                (token, at, address) -> uses.add(token),
                Clock.systemUTC(),
                new Audiences(list),
                new ReviewedUser("p/"));
        String body = "{\"spec\":{\"token\":\"x\",\"audiences\":[" + (asked == null ? "" : asked) + "]}}";
        try (LeanServer server = LeanServer.start(handler.at(Version.V1));
                RawConnection connection = server.connect()) {
            return connection
                    .send(LeanServer.post("Authorization: Bearer caller\r\n", body))
                    .read();
        }
    }
}
