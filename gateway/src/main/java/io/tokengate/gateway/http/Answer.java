package io.tokengate.gateway.http;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * An answer that is finished: nothing is left to encode, so one that is always the same is made once. Safe for many
 * threads as long as nobody writes to its body.
 */
public final class Answer {
    private final HttpStatusCode status;
    private final String contentType;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * Takes the parts as they are.
     *
     * @param headers beside type and length of the body
     * @param body not copied
     */
    public Answer(HttpStatusCode status, String contentType, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** The same for a router function. */
    public Mono<ServerResponse> toServerResponse() {
        return ServerResponse.status(status)
                .headers(all -> all.setAll(headers))
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .bodyValue(body);
    }

    int status() {
        return status.value();
    }

    String contentType() {
        return contentType;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Not a copy. */
    byte[] body() {
        return body;
    }
}
