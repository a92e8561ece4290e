package io.tokengate.gateway.store;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import org.jspecify.annotations.Nullable;

/** A value to bind that may be absent: the driver must be told the type of a null. */
final class SqlValue {
    private SqlValue() {}

    static <T> Parameter orNull(@Nullable T value, Class<T> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }
}
