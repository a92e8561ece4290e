package io.tokengate.domain.verify;

import io.tokengate.domain.support.Samples;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.tokengate.domain.support.Samples.NOW;
import static io.tokengate.domain.support.Samples.owner;
import static io.tokengate.domain.support.Samples.tenant;
import static org.assertj.core.api.Assertions.assertThat;

class VerificationRulesTest {
    private static final List<Rejection> ORDER = List.of(
            Rejection.REVOKED,
            Rejection.EXPIRED,
            Rejection.TENANT_INACTIVE,
            Rejection.OWNER_INACTIVE,
            Rejection.DISABLED);

    /** Bit n of a number stands for the n-th fault, and the first that is there is the reason. */
    @Test
    void firstOfAllFaultsIsTheReason() {
        for (int faults = 0; faults < 1 << ORDER.size(); faults++) {
            ApiToken token = withFaults(faults);
            Verification expected = faults == 0
                    ? new Verified(token)
                    : new Rejected(ORDER.get(Integer.numberOfTrailingZeros(faults)), token);
            assertThat(VerificationRules.judge(token, NOW)).isEqualTo(expected);
        }
    }

    @Test
    void reasonsThatLastComeFirst() {
        assertThat(ORDER).extracting(Rejection::isFinal).containsExactly(true, true, false, false, false);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "1, false"})
    void isExpiredAtTheVeryInstant(long millisLeft, boolean expired) {
        ApiToken token = Samples.token(null, NOW.plusMillis(millisLeft), tenant(true), owner(true), true);
        assertThat(VerificationRules.judge(token, NOW))
                .isEqualTo(expired ? new Rejected(Rejection.EXPIRED, token) : new Verified(token));
    }

    @Test
    void revocationCountsWhateverItsInstant() {
        ApiToken token = Samples.token(NOW.plusSeconds(60), null, tenant(true), owner(true), true);
        assertThat(VerificationRules.judge(token, NOW)).isEqualTo(new Rejected(Rejection.REVOKED, token));
    }

    private static ApiToken withFaults(int faults) {
        Instant revokedAt = has(faults, 0) ? NOW : null;
        Instant expiresAt = has(faults, 1) ? NOW : NOW.plusSeconds(1);
        return Samples.token(revokedAt, expiresAt, tenant(!has(faults, 2)), owner(!has(faults, 3)), !has(faults, 4));
    }

    private static boolean has(int faults, int n) {
        return (faults >> n & 1) == 1;
    }
}
