package io.tokengate.gateway.http;

import io.tokengate.gateway.http.RequestException.Kind;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads JSON strictly: a member of the wrong type is an error rather than a guess, since a silent guess at
 * {@code enabled} switches tokens on. Unknown members are ignored, as every dialect's clients need.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(
                    LogicalType.Textual,
                    strict -> strict.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    static {
        prepare(List.of(Map.class, Object.class));
    }

    private Json() {}

    /**
     * Makes ready now what the records inside a class need to be read and written. Made at their first use, event loops
     * would wait for each other.
     */
    public static void prepare(Class<?> holder) {
        prepare(List.of(holder.getDeclaredClasses()));
    }

    private static void prepare(List<Class<?>> bodies) {
        bodies.forEach(MAPPER::readerFor);
        bodies.forEach(MAPPER::writerFor);
    }

    /**
     * Reads one JSON object.
     *
     * @throws RequestException of kind {@link Kind#MALFORMED} for anything that is not one of the wanted shape; the
     *     message never repeats a value
     */
    public static <T> T read(byte[] body, Class<T> type) {
        if (!isUtf8(body)) {
            throw new RequestException(Kind.MALFORMED, "The body must be encoded in UTF-8");
        }
        T value;
        try {
            value = MAPPER.readValue(body, type);
        } catch (JacksonException e) {
            throw new RequestException(Kind.MALFORMED, JsonFault.describe(e));
        }
        if (value == null) {
            throw new RequestException(Kind.MALFORMED, JsonFault.NOT_OF_THE_SHAPE);
        }
        return value;
    }

    /** As RFC 8259, section 8.1 has it. Other encodings show in the first two bytes, by a mark or a zero. */
    private static boolean isUtf8(byte[] body) {
        if (body.length < 2) {
            return true;
        }
        int beginning = (body[0] & 0xFF) << Byte.SIZE | (body[1] & 0xFF);
        return body[0] != 0 && body[1] != 0 && beginning != 0xFEFF && beginning != 0xFFFE;
    }

    /** Writes a value. */
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
