package io.tokengate.domain.store;

import io.tokengate.domain.token.ApiToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The place of a row in an ordered list: a page begins behind it. Unlike an offset it stays right while rows come and
 * go.
 *
 * @param name the row's name, where the list is ordered by name
 * @param time the row's time, where it is ordered by one; absent also where the row has none
 * @param id the row's key
 */
public record Position(@Nullable String name, @Nullable Instant time, long id) {
    /** The place of a token in a list of this order. */
    public static Position of(ApiToken token, TokenOrder order) {
        long id = token.id().value();
        return switch (order.key()) {
            case ID -> new Position(null, null, id);
            case NAME -> new Position(token.name(), null, id);
            case CREATED -> new Position(null, token.createdAt(), id);
            case LAST_USED ->
                new Position(
                        null, token.lastUse() == null ? null : token.lastUse().at(), id);
            case EXPIRES -> new Position(null, token.expiresAt(), id);
            case MODIFIED -> new Position(null, token.modifiedAt(), id);
        };
    }
}
