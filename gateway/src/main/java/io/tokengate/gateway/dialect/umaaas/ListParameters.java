package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.gateway.dialect.umaaas.UmaaasException.Invalid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query parameters of one request, as decoded from the URL. It goes on after one that does not fit, so that
 * the client learns of all at once. What is not asked for is not looked at.
 */
final class ListParameters {
    private final Map<String, List<String>> decoded;
    private final Map<String, String> reasons = new LinkedHashMap<>();

    ListParameters(Map<String, List<String>> decoded) {
        this.decoded = decoded;
    }

    /**
     * The value of a parameter.
     *
     * @param grammar empty for a text that does not fit; no grammar takes an empty text
     * @param expected what would fit
     * @return null if it is not given, or refused
     */
    <T> @Nullable T read(String name, Function<String, Optional<T>> grammar, String expected) {
        List<String> values = decoded.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return null;
        }
        // A name without an equals sign is decoded to null.
        String text = Objects.requireNonNullElse(values.getFirst(), "");
        Optional<T> value = values.size() == 1 ? grammar.apply(text) : Optional.empty();
        if (value.isEmpty()) {
            refuse(name, values.size() == 1 ? expected : "must be given once");
        }
        return value.orElse(null);
    }

    /** Notes that a parameter does not fit. */
    void refuse(String name, String reason) {
        reasons.put(name, reason);
    }

    /** Ends the reading; throws {@link Invalid} with all that was refused. */
    void end() {
        if (!reasons.isEmpty()) {
            throw new Invalid(reasons);
        }
    }
}
