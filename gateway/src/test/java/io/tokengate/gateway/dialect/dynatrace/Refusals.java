package io.tokengate.gateway.dialect.dynatrace;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What tests expect of input that is not accepted. */
final class Refusals {
    private Refusals() {}

    /** The only violation. */
    static ConstraintViolation refusal(ThrowingCallable call) {
        List<ConstraintViolation> violations = refusals(call);
        assertThat(violations).hasSize(1);
        return violations.getFirst();
    }

    static List<ConstraintViolation> refusals(ThrowingCallable call) {
        ConstraintViolations thrown = catchThrowableOfType(ConstraintViolations.class, call);
        assertThat(thrown).as("nothing was refused").isNotNull();
        return thrown.violations();
    }
}
