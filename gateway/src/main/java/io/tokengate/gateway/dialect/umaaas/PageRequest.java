package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.store.Position;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which page of which list is asked for (docs/dialects/umaaas.md, «Paging»).
 *
 * @param limit tokens on the page, 1 to 100
 * @param after the place of the last token of the page before; null for the first page
 */
record PageRequest(ListFilter filter, int limit, ListCursors.@Nullable Place after) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");
    private static final String TIME = "must be a time such as 2025-10-03T12:00:00Z (+ is %2B in a URL)";
    private static final String CHANGED = "must be what it was for the first page, or be left out";

    /**
     * Reads the parameters of a list. A cursor carries the filter it came from: one that is repeated beside it must be
     * the same.
     *
     * @param tenant the caller's; another tenant's cursor is refused
     * @throws UmaaasException.Invalid all that is wrong with them
     */
    static PageRequest parse(ListParameters parameters, long tenant, ListCursors cursors) {
        Integer limit = parameters.read("limit", PageRequest::limit, "must be a number from 1 to " + MAX_LIMIT);
        ListFilter given = filter(parameters);
        ListCursors.Place place =
                parameters.read("cursor", text -> cursors.open(text, tenant), "must be the nextCursor of a page");
        if (place != null) {
            requireSame(parameters, given, place.filter());
        }
        parameters.end();
        return new PageRequest(
                place == null ? given : place.filter(), Objects.requireNonNullElse(limit, DEFAULT_LIMIT), place);
    }

    /** In the order of issue, which no change of a token moves. */
    TokenQuery query(long tenant) {
        Position position = after == null ? null : new Position(null, null, after.id());
        return new TokenQuery(filter.inTenant(tenant), TokenOrder.BY_ID, position, 0, limit);
    }

    private static ListFilter filter(ListParameters parameters) {
        return new ListFilter(
                parameters.read("name", TokenInput::name, TokenInput.NAME),
                parameters.read("createdAfter", ListFilter::from, TIME),
                parameters.read("createdBefore", ListFilter::to, TIME),
                parameters.read("updatedAfter", ListFilter::from, TIME),
                parameters.read("updatedBefore", ListFilter::to, TIME));
    }

    private static void requireSame(ListParameters parameters, ListFilter given, ListFilter first) {
        requireSame(parameters, "name", given, first, ListFilter::name);
        requireSame(parameters, "createdAfter", given, first, ListFilter::createdAfter);
        requireSame(parameters, "createdBefore", given, first, ListFilter::createdBefore);
        requireSame(parameters, "updatedAfter", given, first, ListFilter::updatedAfter);
        requireSame(parameters, "updatedBefore", given, first, ListFilter::updatedBefore);
    }

    private static <T> void requireSame(
            ListParameters parameters,
            String name,
            ListFilter given,
            ListFilter first,
            Function<ListFilter, @Nullable T> value) {
        T repeated = value.apply(given);
        if (repeated != null && !repeated.equals(value.apply(first))) {
            parameters.refuse(name, CHANGED);
        }
    }

    private static Optional<Integer> limit(String text) {
        return Optional.of(text)
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(Integer::valueOf)
                .filter(limit -> limit <= MAX_LIMIT);
    }
}
