package io.tokengate.gateway.protocol.verify;

import io.tokengate.gateway.http.Answer;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;

/** Verdicts on their way; none of them is to be stored. */
final class VerifyAnswers {
    private static final Map<String, String> HEADERS = Map.of(HttpHeaders.CACHE_CONTROL, "no-store");

    private VerifyAnswers() {}

    static Answer ok(byte[] body) {
        return new Answer(HttpStatus.OK, MediaType.APPLICATION_JSON_VALUE, HEADERS, body);
    }

    static Answer streamed(Flux<byte[]> parts) {
        return Answer.streamed(HttpStatus.OK, MediaType.APPLICATION_JSON_VALUE, HEADERS, parts);
    }
}
