package io.tokengate.gateway.protocol.forwardauth;

import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.protocol.proxy.Passage;
import io.tokengate.gateway.security.ClientAddress;
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

/** What a proxy is told of verdicts that are hard to bring about, and of names that nobody should have. */
class ForwardAuthHandlerTest {
    private static final String CLIENT = "X-Forwarded-For: 203.0.113.9, 192.0.2.7\r\n";

    private final Collection<String> uses = new ConcurrentLinkedQueue<>();

    @Test
    void whatCannotBeKnownIs503() throws IOException {
        Response response = ask(Mono.error(new Unavailable("the database is away", null)));
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("retry-after")).isEqualTo("1");
        assertThat(response.header("content-type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "john.smith, john.smith",
        "a%20b, a%2520b",
        "jürgen, j%C3%BCrgen",
        "a b, a%20b",
        "\ud83d\ude00, %F0%9F%98%80",
    })
    void namesAreSpelledSafely(String name, String header) throws IOException {
        assertThat(ask(ApiTokens.ownedBy(name)).header("x-token-owner")).isEqualTo(header);
    }

    @Test
    void nameCannotMakeAHeader() throws IOException {
        Response response = ask(ApiTokens.ownedBy("a\r\nX-Evil: 1\u0000\u0085", "a\r\nb", "c d"));
        assertThat(response.header("x-token-owner")).isEqualTo("a%0D%0AX-Evil:%201%00%C2%85");
        assertThat(response.header("x-token-scopes")).isEqualTo("a%0D%0Ab c%20d");
        assertThat(response.headers()).doesNotContainKey("x-evil");
    }

    @Test
    void tokenWithoutScopesHasAnEmptyHeaderRatherThanTheClients() throws IOException {
        assertThat(ask(ApiTokens.ownedBy("a")).header("x-token-scopes")).isEmpty();
    }

    @Test
    void useIsFromTheClientBehindTrustedProxies() throws IOException {
        ask(ApiTokens.ownedBy("a"));
        assertThat(uses).containsExactly("/192.0.2.7");
    }

    private Response ask(ApiToken token) throws IOException {
        return ask(Mono.just(new Verified(token)));
    }

    private Response ask(Mono<Verification> verdict) throws IOException {
        ForwardAuthHandler handler = new ForwardAuthHandler(
                new Passage(
                        presented -> verdict,
                        (token, at, address) -> uses.add(String.valueOf(address)),
                        Clock.systemUTC()),
                new ClientAddress(List.of("127.0.0.1")));
        try (LeanServer server = LeanServer.start(handler);
                RawConnection connection = server.connect()) {
            return connection
                    .send(LeanServer.post(CLIENT + "Authorization: Bearer x\r\n", ""))
                    .read();
        }
    }
}
