package io.tokengate.gateway.http;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;

import static org.assertj.core.api.Assertions.assertThat;

class RequestIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "0", "7f3c-AZ_09.x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void isWhatTheProxyCalledIt(String given) {
        assertThat(RequestId.of(request(given)).value()).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\nb",
                "a\r\nERROR forged",
                "a/b",
                "ä",
                "a,b",
                "<a>",
                "４",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void isOursWhereTheGivenOneMayHarm(String given) {
        ServerRequest request = request(given);
        assertThat(RequestId.of(request).value())
                .isNotEqualTo(given)
                .isEqualTo(request.exchange().getRequest().getId());
    }

    @Test
    void isOursWhereNoneIsGiven() {
        ServerRequest request = request();
        assertThat(RequestId.of(request).value())
                .isNotEmpty()
                .isEqualTo(request.exchange().getRequest().getId());
    }

    @Test
    void isTheFirstOfSeveral() {
        assertThat(RequestId.of(request("one", "two")).value()).isEqualTo("one");
    }

    private static ServerRequest request(String... given) {
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/").header(RequestId.HEADER, given);
        return ServerRequest.create(MockServerWebExchange.from(request), List.of());
    }
}
