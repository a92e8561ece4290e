package io.tokengate.gateway.dialect.dynatrace;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of which list is asked for.
 *
 * @param after the last token of the page before; null for the first page
 */
record PageRequest(ListQuery query, @Nullable Position after) {
    /**
     * A token's place in the order of a list.
     *
     * @param value what it is sorted by, as text in a form that the caller chooses; null if the token has none
     * @param id its key in the store
     */
    record Position(@Nullable String value, long id) {}

    /**
     * Reads the parameters of a first page, or the key of a following one, which must stand alone.
     *
     * @param tenant the caller's; another tenant's key is refused
     * @throws ConstraintViolations all that is wrong with the parameters
     */
    static PageRequest parse(ListParameters parameters, long tenant, Instant now, PageKeys keys) {
        Optional<String> key = parameters.value(ListParameters.NEXT_PAGE_KEY);
        if (key.isEmpty()) {
            return new PageRequest(ListQuery.parse(parameters, now), null);
        }
        if (parameters.startList()) {
            throw Parameter.query(ListParameters.NEXT_PAGE_KEY)
                    .refused("Must stand alone: the key carries the other parameters");
        }
        return keys.open(key.get(), tenant);
    }
}
