package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.http.Body;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Reads a form, URL-encoded or multipart. Either is read whole first, within bounds of size and time, so that no part of
 * it is ever put into a file. Text is UTF-8, whatever charset is named.
 */
final class FormBody {
    /** A form of the longest name takes a tenth of it. */
    static final int MAX_BODY = 64 * 1024;

    private FormBody() {}

    /** The fields; error {@link CredentialManagerException.Invalid} for a body that is no form or cannot be read. */
    static Mono<FormFields> read(ServerRequest request) {
        MediaType type = type(request.headers().firstHeader(HttpHeaders.CONTENT_TYPE));
        if (type == null) {
            return Mono.error(
                    () -> Messages.whole("Must be of type application/x-www-form-urlencoded or multipart/form-data"));
        }
        return Body.read(request, MAX_BODY)
                .map(body -> type.equalsTypeAndSubtype(MediaType.MULTIPART_FORM_DATA)
                        ? MultipartForm.parse(type, body)
                        : UrlEncodedForm.parse(body));
    }

    /** The text of these bytes; error as for {@link #read} if they are no UTF-8. */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Messages.whole("Must be UTF-8");
        }
    }

    /** The type of a form, null for any other; a body that names none is taken for the usual one. */
    private static @Nullable MediaType type(@Nullable String header) {
        if (header == null) {
            return MediaType.APPLICATION_FORM_URLENCODED;
        }
        try {
            MediaType type = MediaType.parseMediaType(header);
            boolean form = type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)
                    || type.equalsTypeAndSubtype(MediaType.MULTIPART_FORM_DATA);
            return form ? type : null;
        } catch (InvalidMediaTypeException e) {
            return null;
        }
    }
}
