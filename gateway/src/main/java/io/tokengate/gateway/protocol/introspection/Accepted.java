package io.tokengate.gateway.protocol.introspection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Whether a request wants its answer signed (RFC 9701, section 4). */
final class Accepted {
    private static final String SUBTYPE = "token-introspection+jwt";
    private static final MediaType SIGNED = MediaType.parseMediaType(SignedAnswers.MEDIA_TYPE);

    private Accepted() {}

    /**
     * By name, and rather than JSON if that is named too: clients generated from the OpenAPI file name all that there is, and read
     * JSON. Anything else, also a header that cannot be read, wants JSON.
     */
    static boolean isSigned(@Nullable String accept) {
        if (accept == null || !accept.contains(SUBTYPE)) {
            return false;
        }
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            double signed = quality(types, SIGNED);
            return signed > quality(types, MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static double quality(List<MediaType> types, MediaType wanted) {
        return types.stream()
                .filter(type -> type.equalsTypeAndSubtype(wanted))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }
}
