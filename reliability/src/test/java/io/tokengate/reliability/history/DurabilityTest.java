package io.tokengate.reliability.history;

import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be found afterwards, and what must not. */
class DurabilityTest {
    private final Issued token = JudgeTest.token();

    @Test
    void lostCreate() {
        assertThat(fault(new Stored.Missing())).isPresent();
        assertThat(fault(new Stored.Present("first"))).isEmpty();
    }

    @Test
    void lostRevocation() {
        token.revoking(1);
        assertThat(fault(new Stored.Present("first"))).as("not acknowledged").isEmpty();
        assertThat(fault(new Stored.Revoked())).as("not acknowledged").isEmpty();
        token.revoked(2);
        assertThat(fault(new Stored.Present("first"))).isPresent();
        assertThat(fault(new Stored.Revoked())).isEmpty();
    }

    @Test
    void revocationThatNobodyAskedFor() {
        assertThat(fault(new Stored.Revoked())).isPresent();
    }

    @Test
    void lostUpdate() {
        token.renamed("second", Outcome.ACKNOWLEDGED);
        assertThat(fault(new Stored.Present("first"))).isPresent();
        assertThat(fault(new Stored.Present("second"))).isEmpty();
    }

    @Test
    void updateThatWasNotAcknowledgedMayBeThereOrNot() {
        token.renamed("second", Outcome.UNKNOWN);
        assertThat(fault(new Stored.Present("first"))).isEmpty();
        assertThat(fault(new Stored.Present("second"))).isEmpty();
        assertThat(fault(new Stored.Present("third"))).isPresent();
    }

    @Test
    void revokedTokenThatIsGoneAltogetherIsLost() {
        token.revoking(1);
        token.revoked(2);
        assertThat(fault(new Stored.Missing())).isPresent();
    }

    private Optional<String> fault(Stored found) {
        return Durability.fault(token, found, "somebody");
    }
}
