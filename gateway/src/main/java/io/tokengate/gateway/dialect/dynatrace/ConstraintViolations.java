package io.tokengate.gateway.dialect.dynatrace;

import java.util.List;

/** What every grammar of this dialect throws, and the only thing, for input that it does not accept. */
final class ConstraintViolations extends RuntimeException {
    private final List<ConstraintViolation> violations;

    ConstraintViolations(List<ConstraintViolation> violations) {
        // Bad input is a client's affair: no stack trace is filled in for it.
        super("Constraints violated.", null, false, false);
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("Nothing is violated");
        }
        this.violations = List.copyOf(violations);
    }

    /** At least one. */
    List<ConstraintViolation> violations() {
        return violations;
    }
}
