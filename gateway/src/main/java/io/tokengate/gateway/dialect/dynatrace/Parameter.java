package io.tokengate.gateway.dialect.dynatrace;

import java.util.List;

/** Where a text stands in the request, so that a grammar can refuse it by name. */
record Parameter(String path, ParameterLocation location) {
    static Parameter query(String name) {
        return new Parameter(name, ParameterLocation.QUERY);
    }

    static Parameter body(String member) {
        return new Parameter(member, ParameterLocation.PAYLOAD_BODY);
    }

    /** The exception to throw. */
    ConstraintViolations refused(String message) {
        return new ConstraintViolations(List.of(new ConstraintViolation(path, message, location)));
    }
}
