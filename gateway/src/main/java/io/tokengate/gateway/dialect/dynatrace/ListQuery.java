package io.tokengate.gateway.dialect.dynatrace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows, the same for all of its pages.
 *
 * @param pageSize 100 to 10,000
 * @param lastUsed when tokens must have been used last; null to show those never used too
 */
record ListQuery(
        int pageSize,
        TokenSelector selector,
        FieldSelection fields,
        @Nullable Timeframe lastUsed,
        TokenSort sort) {
    /**
     * Reads the parameters of a first page.
     *
     * @param now what relative times start from, and the end of a timeframe without one
     * @throws ConstraintViolations all that is wrong with the parameters
     */
    static ListQuery parse(ListParameters parameters, Instant now) {
        return new ListQueryReader(parameters, now).read();
    }
}
