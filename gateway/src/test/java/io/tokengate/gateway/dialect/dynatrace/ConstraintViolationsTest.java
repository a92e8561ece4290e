package io.tokengate.gateway.dialect.dynatrace;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConstraintViolationsTest {
    @Test
    void areThrownWithoutStackTrace() {
        ConstraintViolations thrown = Parameter.body("name").refused("Must not be empty");
        assertThat(thrown.getStackTrace()).isEmpty();
        assertThat(thrown.violations())
                .containsExactly(new ConstraintViolation("name", "Must not be empty", ParameterLocation.PAYLOAD_BODY));
    }

    @Test
    void areNeverNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConstraintViolations(List.of()));
    }
}
