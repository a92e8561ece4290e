package io.tokengate.gateway.http;

import io.tokengate.gateway.http.Failures.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemDetailsTest {
    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

    @Test
    void answersInTheFormOfTheStandard() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");
        MockServerHttpResponse response =
                written(ProblemDetails.answer(new Failure(HttpStatus.SERVICE_UNAVAILABLE, "try \"again\"", headers)));
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(response.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("1");
        bodyIs("{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"try \\\"again\\\"\"}");
    }

    @Test
    void hasRoomForMore() {
        written(ProblemDetails.answer(
                new Failure(HttpStatus.CONFLICT, "taken", HttpHeaders.EMPTY), Map.of("field", "email")));
        bodyIs("{\"title\":\"Conflict\",\"status\":409,\"detail\":\"taken\",\"field\":\"email\"}");
    }

    @Test
    void statusMayHaveNoName() {
        written(ProblemDetails.answer(new Failure(HttpStatusCode.valueOf(499), "gone", HttpHeaders.EMPTY)));
        bodyIs("{\"title\":\"Error\",\"status\":499,\"detail\":\"gone\"}");
    }

    private MockServerHttpResponse written(Mono<ServerResponse> answer) {
        StepVerifier.create(answer.flatMap(response -> response.writeTo(exchange, new Writers())))
                .verifyComplete();
        return exchange.getResponse();
    }

    private void bodyIs(String body) {
        StepVerifier.create(exchange.getResponse().getBodyAsString())
                .expectNext(body)
                .verifyComplete();
    }

    private record Writers() implements ServerResponse.Context {
        @Override
        public List<HttpMessageWriter<?>> messageWriters() {
            return HandlerStrategies.withDefaults().messageWriters();
        }

        @Override
        public List<ViewResolver> viewResolvers() {
            return List.of();
        }
    }
}
