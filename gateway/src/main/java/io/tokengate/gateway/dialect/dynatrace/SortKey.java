package io.tokengate.gateway.dialect.dynatrace;

import java.util.Arrays;
import java.util.Optional;

/** What a list can be sorted by. */
enum SortKey {
    /** By code point. */
    NAME("name"),
    CREATION_DATE("creationDate"),
    /** A token never used comes before all others. */
    LAST_USED_DATE("lastUsedDate"),
    /** A token that never expires comes after all others. */
    EXPIRATION_DATE("expirationDate"),
    /** A token never modified comes before all others. */
    MODIFIED_DATE("modifiedDate");

    private final String jsonName;

    SortKey(String jsonName) {
        this.jsonName = jsonName;
    }

    String jsonName() {
        return jsonName;
    }

    static Optional<SortKey> named(String jsonName) {
        return Arrays.stream(values())
                .filter(key -> key.jsonName.equals(jsonName))
                .findFirst();
    }
}
