package io.tokengate.gateway.http;

import io.tokengate.domain.store.StoreException.Conflict;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.RequestException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import reactor.netty.channel.AbortedException;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class FailuresTest {
    private static final ServerRequest REQUEST =
            ServerRequest.create(MockServerWebExchange.from(MockServerHttpRequest.get("/")), List.of());

    @ParameterizedTest
    @EnumSource
    void badRequestIsToldAsItIs(Kind kind) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ALLOW, "GET");
        assertThat(of(new RequestException(kind, "why", headers)))
                .isEqualTo(new Failure(kind.status(), "why", headers));
    }

    @Test
    void unavailableStoreMayBeAskedAgainInSecond() {
        Failure failure = of(new Unavailable("connection to db.internal refused", new IllegalStateException("secret")));
        assertThat(failure.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(failure.message()).isEqualTo("The service is unavailable, try again");
        assertThat(failure.headers().headerSet()).singleElement().satisfies(header -> {
            assertThat(header.getKey()).isEqualTo("Retry-After");
            assertThat(header.getValue()).containsExactly("1");
        });
    }

    @Test
    void outageDoesNotFillTheLog(CapturedOutput output) {
        for (int i = 0; i < 1_000; i++) {
            of(new Unavailable("the database is not reachable", null));
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("answered 503")))
                .hasSizeLessThan(500);
    }

    @Test
    void unforeseenFailureTellsNothing() {
        for (Throwable unforeseen : List.of(
                new IllegalStateException("secret"), new Conflict("secret", null), new AssertionError("secret"))) {
            assertThat(of(unforeseen))
                    .isEqualTo(new Failure(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error", HttpHeaders.EMPTY));
        }
    }

    @Test
    void clientThatHungUpIsNoFaultOfOurs(CapturedOutput output) {
        assertThat(of(new AbortedException("Connection has been closed")).status())
                .isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(output).doesNotContain("ERROR").doesNotContain("AbortedException");
    }

    @Test
    void frameworksFailureTellsItsStatusOnly() {
        assertThat(of(new ResponseStatusException(HttpStatus.NOT_FOUND, "secret")))
                .isEqualTo(new Failure(HttpStatus.NOT_FOUND, "Not Found", HttpHeaders.EMPTY));
        assertThat(of(new ServerWebInputException("secret")))
                .isEqualTo(new Failure(HttpStatus.BAD_REQUEST, "Bad Request", HttpHeaders.EMPTY));
        assertThat(of(new ResponseStatusException(HttpStatusCode.valueOf(499), "secret")))
                .isEqualTo(new Failure(HttpStatusCode.valueOf(499), "HTTP 499", HttpHeaders.EMPTY));
    }

    private static Failure of(Throwable failure) {
        return Failures.of(failure, REQUEST);
    }
}
