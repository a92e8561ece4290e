package io.tokengate.gateway.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/** What is known of a request that the server refused before any handler saw it: its method and its target. */
final class OffStageRequest extends AbstractServerHttpRequest {
    OffStageRequest(String method, String target) {
        super(HttpMethod.valueOf(method), uri(target), null, new HttpHeaders());
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.empty();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T getNativeRequest() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected MultiValueMap<String, HttpCookie> initCookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    protected @Nullable SslInfo initSslInfo() {
        return null;
    }

    /** The root for a target that is no URI: no dialect claims it. */
    private static URI uri(String target) {
        try {
            URI uri = URI.create(LeadingSlashes.toOne(target));
            return uri.getRawPath() == null ? URI.create("/") : uri;
        } catch (IllegalArgumentException e) {
            return URI.create("/");
        }
    }
}
