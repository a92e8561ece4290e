package io.tokengate.gateway.dialect.dynatrace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query parameters of a list, as decoded from the URL. Each may be given once; what is not listed here is not
 * looked at. An empty value is a value, and none of the grammars accepts it.
 */
record ListParameters(Map<String, List<String>> decoded) {
    static final String NEXT_PAGE_KEY = "nextPageKey";
    static final String PAGE_SIZE = "pageSize";
    static final String SELECTOR = "apiTokenSelector";
    static final String FIELDS = "fields";
    static final String FROM = "from";
    static final String TO = "to";
    static final String SORT = "sort";

    private static final Set<String> OF_THE_FIRST_PAGE = Set.of(PAGE_SIZE, SELECTOR, FIELDS, FROM, TO, SORT);

    /**
     * The value of a parameter; empty if it is not given.
     *
     * @throws ConstraintViolations if it is given more than once
     */
    Optional<String> value(String name) {
        List<String> values = decoded.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Parameter.query(name).refused("Must not be given more than once");
        }
        // A name without an equals sign is decoded to null.
        return values.stream().map(value -> value == null ? "" : value).findFirst();
    }

    /** Whether there are parameters that only the first page of a list may have. */
    boolean startList() {
        return OF_THE_FIRST_PAGE.stream().anyMatch(decoded::containsKey);
    }
}
