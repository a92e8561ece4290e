package io.tokengate.gateway.dialect.credentialmanager;

import java.util.Map;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.multipart.DefaultPartHttpMessageReader;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.Part;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code multipart/form-data} (RFC 7578) that is in memory already. */
final class MultipartForm {
    private static final int MAX_PARTS = 16;
    private static final ResolvableType PART = ResolvableType.forClass(Part.class);
    private static final DefaultPartHttpMessageReader READER = reader();

    private MultipartForm() {}

    /** The fields; error {@link CredentialManagerException.Invalid}. */
    static Mono<FormFields> parse(MediaType type, byte[] body) {
        FormFields fields = new FormFields();
        return READER.read(PART, new InMemory(type, body), Map.of())
                .concatMap(part -> add(part, fields))
                .then(Mono.just(fields))
                // All is in memory, so whatever fails is the body's fault; the reader has many words for it.
                .onErrorMap(failure -> failure instanceof CredentialManagerException
                        ? failure
                        : Messages.whole("The multipart body cannot be read"));
    }

    private static Mono<Void> add(Part part, FormFields fields) {
        return DataBufferUtils.join(part.content())
                .map(MultipartForm::bytes)
                .defaultIfEmpty(new byte[0])
                .doOnNext(bytes -> {
                    if (part instanceof FilePart) {
                        throw Messages.whole("Must have fields only, no files");
                    }
                    fields.add(part.name(), FormBody.text(bytes));
                })
                .then();
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static DefaultPartHttpMessageReader reader() {
        DefaultPartHttpMessageReader reader = new DefaultPartHttpMessageReader();
        reader.setMaxParts(MAX_PARTS);
        // More than the whole body, so that nothing goes to the disk.
        reader.setMaxInMemorySize(2 * FormBody.MAX_BODY);
        return reader;
    }

    private record InMemory(HttpHeaders headers, DataBuffer body) implements ReactiveHttpInputMessage {
        InMemory(MediaType type, byte[] body) {
            this(new HttpHeaders(), DefaultDataBufferFactory.sharedInstance.wrap(body));
            headers.setContentType(type);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.just(body);
        }
    }
}
