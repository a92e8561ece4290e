package io.tokengate.gateway.http;

import io.tokengate.gateway.http.Failures.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Problem details (RFC 9457): the form of a failure outside every dialect, and the native dialect's. */
public final class ProblemDetails {
    private ProblemDetails() {}

    /** Answers a failure. */
    public static Mono<ServerResponse> answer(Failure failure) {
        return answer(failure, Map.of());
    }

    /**
     * Answers a failure with further members.
     *
     * @param extensions extension members (RFC 9457, section 3.2)
     */
    public static Mono<ServerResponse> answer(Failure failure, Map<String, ?> extensions) {
        return ServerResponse.status(failure.status())
                .headers(headers -> headers.addAll(failure.headers()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(body(failure, extensions));
    }

    /** The same for a lean route; of several headers of one name the first is sent. */
    public static Answer finished(Failure failure, Map<String, ?> extensions) {
        return new Answer(
                failure.status(),
                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                failure.headers().toSingleValueMap(),
                body(failure, extensions));
    }

    private static byte[] body(Failure failure, Map<String, ?> extensions) {
        HttpStatus status = HttpStatus.resolve(failure.status().value());
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", status == null ? "Error" : status.getReasonPhrase());
        problem.put("status", failure.status().value());
        problem.put("detail", failure.message());
        problem.putAll(extensions);
        return Json.write(problem);
    }
}
