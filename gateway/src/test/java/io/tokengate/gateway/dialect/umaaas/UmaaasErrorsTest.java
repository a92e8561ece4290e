package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.manage.TokenException;
import io.tokengate.domain.store.StoreException;
import io.tokengate.gateway.http.RequestException;
import io.tokengate.gateway.http.RequestException.Kind;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Any failure has the dialect's form, also those that no request can bring about from outside. */
class UmaaasErrorsTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new UmaaasException.Invalid(Map.of("limit", "wrong")), 400, ErrorCode.INVALID_INPUT),
                arguments(new RequestException(Kind.MALFORMED, "m"), 400, ErrorCode.INVALID_INPUT),
                arguments(new TokenException.CallerRejected(), 401, ErrorCode.UNAUTHORIZED),
                arguments(new TokenException.UnknownOwner(), 401, ErrorCode.UNAUTHORIZED),
                arguments(UmaaasException.Forbidden.beyondItsOwn(), 403, ErrorCode.FORBIDDEN),
                arguments(new RequestException(Kind.NO_ROUTE, "m"), 404, ErrorCode.TOKEN_NOT_FOUND),
                arguments(new RequestException(Kind.METHOD, "m"), 405, ErrorCode.INVALID_REQUEST_FORMAT),
                arguments(new RequestException(Kind.TOO_SLOW, "m"), 408, ErrorCode.INVALID_REQUEST_FORMAT),
                arguments(new RequestException(Kind.TOO_LARGE, "m"), 413, ErrorCode.INVALID_REQUEST_FORMAT),
                arguments(new RequestException(Kind.MEDIA_TYPE, "m"), 415, ErrorCode.INVALID_REQUEST_FORMAT),
                arguments(new ResponseStatusException(HttpStatus.BAD_REQUEST, "secret"), 400, ErrorCode.INVALID_INPUT),
                arguments(new StoreException.Conflict("secret", null), 500, ErrorCode.INTERNAL_ERROR),
                arguments(new IllegalStateException("secret"), 500, ErrorCode.INTERNAL_ERROR),
                arguments(new StoreException.Unavailable("secret", null), 503, ErrorCode.INTERNAL_ERROR));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasStatusCodeAndMessage(Throwable failure, int status, ErrorCode code) {
        UmaaasJson.Failure answer = UmaaasClient.failed(answer(failure), status, code);
        assertThat(answer.message()).doesNotContain("secret");
        assertThat(answer.details() != null).isEqualTo(failure instanceof UmaaasException.Invalid);
    }

    @Test
    void unavailableStoreAsksToComeAgain() {
        answer(new StoreException.Unavailable("m", null)).expectHeader().valueEquals(HttpHeaders.RETRY_AFTER, "1");
    }

    @ParameterizedTest
    @EnumSource
    void everyStatusHasACode(HttpStatus status) {
        assertThat(ErrorCode.of(status)).isNotNull();
    }

    private static ResponseSpec answer(Throwable failure) {
        return WebTestClient.bindToRouterFunction(RouterFunctions.route()
                        .GET("/", request -> UmaaasErrors.answer(failure, request))
                        .build())
                .build()
                .get()
                .uri("/")
                .exchange();
    }
}
