package io.tokengate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps an answer in memory instead of sending it. */
final class OffStageResponse extends AbstractServerHttpResponse {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    OffStageResponse() {
        super(DefaultDataBufferFactory.sharedInstance);
    }

    /** The answer, to end a connection with. */
    FullHttpResponse toNetty(HttpResponseStatus status) {
        ByteBuf content = Unpooled.wrappedBuffer(body.toByteArray());
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        getHeaders().forEach((name, values) -> answer.headers().set(name, values));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    /** The answer as one that is always the same; 503 where there is no better. */
    Answer toAnswer() {
        HttpHeaders headers = getHeaders();
        MediaType type = headers.getContentType();
        Map<String, String> others = new HashMap<>(headers.toSingleValueMap());
        others.keySet()
                .removeIf(name -> HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)
                        || HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name));
        HttpStatusCode status = getStatusCode();
        return new Answer(
                status == null ? HttpStatus.SERVICE_UNAVAILABLE : status,
                (type == null ? MediaType.APPLICATION_JSON : type).toString(),
                others,
                body.toByteArray());
    }

    boolean hasBody() {
        return body.size() > 0;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T getNativeResponse() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> parts) {
        return DataBufferUtils.write(Flux.from(parts), body)
                .doOnNext(DataBufferUtils::release)
                .then();
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> parts) {
        return writeWithInternal(Flux.from(parts).concatMap(part -> part));
    }

    @Override
    protected void applyStatusCode() {}

    @Override
    protected void applyHeaders() {}

    @Override
    protected void applyCookies() {}
}
