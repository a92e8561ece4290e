package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.store.Position;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.gateway.http.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A list without pages, however long, in little memory: it is read and written by stretches, each from where the one
 * before ended. Between two of them no connection is held, so a client that reads slowly keeps nobody waiting. The
 * answer begins with the first stretch: if that fails, there is still time for an error.
 */
final class KpsTokenList {
    /** Tokens of one stretch. */
    static final int STRETCH = 500;

    private static final Mono<DataBuffer> END = Mono.fromSupplier(() -> buffer(new byte[] {']'}));

    private final TokenService tokens;

    KpsTokenList(TokenService tokens) {
        this.tokens = tokens;
    }

    /** All tokens that match, oldest first, as a bare JSON array; error if not even the first can be read. */
    Mono<ServerResponse> answer(TokenFilter filter) {
        return stretch(filter, null)
                .flatMap(first -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(items(filter, first), DataBuffer.class));
    }

    /** The rest is read as the reader goes on, one stretch ahead at most. */
    Flux<DataBuffer> items(TokenFilter filter, List<ApiToken> first) {
        return Flux.just(first)
                .expand(last -> last.size() < STRETCH ? Mono.empty() : stretch(filter, last.getLast()))
                .index((number, stretch) -> buffer(json(stretch, number == 0)))
                .concatWith(END);
    }

    private Mono<List<ApiToken>> stretch(TokenFilter filter, @Nullable ApiToken last) {
        Position after = last == null ? null : Position.of(last, TokenOrder.BY_ID);
        return tokens.list(new TokenQuery(filter, TokenOrder.BY_ID, after, 0, STRETCH))
                .collectList();
    }

    private static byte[] json(List<ApiToken> stretch, boolean first) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        char before = first ? '[' : ',';
        if (first && stretch.isEmpty()) {
            json.write(before);
        }
        for (ApiToken token : stretch) {
            json.write(before);
            json.writeBytes(Json.write(KpsMapper.token(token)));
            before = ',';
        }
        return json.toByteArray();
    }

    private static DataBuffer buffer(byte[] bytes) {
        return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
    }
}
