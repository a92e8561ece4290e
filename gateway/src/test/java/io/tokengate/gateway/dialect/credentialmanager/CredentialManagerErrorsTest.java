package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.manage.TokenException;
import io.tokengate.domain.store.StoreException.Conflict;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.gateway.http.RequestException;
import io.tokengate.gateway.http.RequestException.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ResponseStatusException;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Which status each failure becomes; one client breaks on those it does not know. */
class CredentialManagerErrorsTest {
    private static final ServerRequest REQUEST =
            ServerRequest.create(MockServerWebExchange.from(MockServerHttpRequest.get("/api/v1/x")), List.of());

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new CredentialManagerException.Unauthorized(), 401),
                arguments(new CredentialManagerException.Forbidden("no"), 403),
                arguments(new CredentialManagerException.NotFound(), 404),
                arguments(Messages.whole("no"), 422),
                arguments(new TokenException.CallerRejected(), 401),
                arguments(new TokenException.UnknownOwner(), 422),
                arguments(new Conflict("token_name_of_owner", null), 409),
                arguments(new Conflict("token_digest", null), 500),
                arguments(new Unavailable("down", null), 503),
                arguments(new RequestException(Kind.MALFORMED, "no"), 422),
                arguments(new RequestException(Kind.NO_ROUTE, "no"), 404),
                arguments(new RequestException(Kind.METHOD, "no"), 405),
                arguments(new RequestException(Kind.TOO_SLOW, "no"), 422),
                arguments(new RequestException(Kind.TOO_LARGE, "no"), 422),
                arguments(new RequestException(Kind.MEDIA_TYPE, "no"), 422),
                arguments(new ResponseStatusException(HttpStatus.BAD_REQUEST), 422),
                arguments(new ResponseStatusException(HttpStatus.NOT_ACCEPTABLE), 422),
                arguments(new ResponseStatusException(HttpStatus.PRECONDITION_FAILED), 422),
                arguments(new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE), 422),
                arguments(new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS), 503),
                arguments(new ResponseStatusException(HttpStatus.BAD_GATEWAY), 502),
                arguments(new IllegalStateException("a fault of ours"), 500));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void statusOfEachFailure(Throwable failure, int status) {
        StepVerifier.create(CredentialManagerErrors.answer(failure, REQUEST))
                .assertNext(answer -> {
                    assertThat(answer.statusCode().value()).isEqualTo(status);
                    assertThat(answer.headers().getContentType()).isEqualTo(CredentialManagerAnswers.JSON);
                    assertThat(answer.headers().containsHeader(HttpHeaders.RETRY_AFTER))
                            .isEqualTo(status == 503);
                    assertThat(answer.headers().containsHeader(HttpHeaders.WWW_AUTHENTICATE))
                            .isEqualTo(status == 401);
                })
                .verifyComplete();
    }
}
