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
        T value;
        try {
            value = MAPPER.readValue(body, type);
        } catch (JacksonException e) {
            throw new RequestException(Kind.MALFORMED, JsonFault.describe(e));
        }
        if (value == null) {
            throw new RequestException(Kind.MALFORMED, "The body must be a JSON object");
        }
        return value;
    }

    /** Writes a value. */
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
