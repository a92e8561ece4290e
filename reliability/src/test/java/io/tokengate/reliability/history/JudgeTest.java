package io.tokengate.reliability.history;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Histories that must fail, each beside one that is just right. Times are in milliseconds. */
class JudgeTest {
    private static final long MILLI = 1_000_000;

    private final Outages outages = new Outages(Duration.ofSeconds(1), Duration.ofSeconds(10));
    private final Judge judge = new Judge(outages);
    private final Issued token = token();

    @Test
    void validAfterTheLease() {
        revoked(2000);
        assertThat(judge.fault(token, at(3001, Verdict.VALID)))
                .hasValueSatisfying(fault -> assertThat(fault)
                        .contains("1001 ms after its revocation")
                        .doesNotContain("secret"));
        assertThat(judge.fault(token, at(3000, Verdict.VALID))).isEmpty();
        assertThat(judge.fault(token, at(3001, Verdict.INVALID))).isEmpty();
    }

    @Test
    void validAfterMaxStaleOnAReplicaThatIsCutOff() {
        outages.begin("a", 1500 * MILLI);
        revoked(2000);
        assertThat(judge.fault(token, at(12_001, Verdict.VALID))).isPresent();
        assertThat(judge.fault(token, at(12_000, Verdict.VALID))).isEmpty();
    }

    @Test
    void anotherReplicasOutageIsNoExcuse() {
        outages.begin("b", 1500 * MILLI);
        revoked(2000);
        assertThat(judge.fault(token, at(3001, Verdict.VALID))).isPresent();
    }

    @Test
    void outageThatIsOverIsNoExcuse() {
        outages.begin("a", 1500 * MILLI);
        outages.end("a", 4000 * MILLI);
        revoked(2000);
        assertThat(judge.fault(token, at(3900, Verdict.VALID))).isEmpty();
        assertThat(judge.fault(token, at(4001, Verdict.VALID))).isPresent();
    }

    @Test
    void strictOperatorsHaveTheLeaseAlsoInAnOutage() {
        Outages strict = new Outages(Duration.ofSeconds(1), Duration.ZERO);
        strict.begin("a", 0);
        revoked(2000);
        assertThat(new Judge(strict).fault(token, at(2900, Verdict.VALID))).isEmpty();
        assertThat(new Judge(strict).fault(token, at(3001, Verdict.VALID))).isPresent();
    }

    @Test
    void revocationThatWasNotAcknowledgedBindsNobody() {
        token.revoking(2000 * MILLI);
        assertThat(judge.fault(token, at(60_000, Verdict.VALID))).isEmpty();
        assertThat(judge.fault(token, at(60_000, Verdict.INVALID))).isEmpty();
    }

    @Test
    void goodTokenThatIsRefused() {
        assertThat(judge.fault(token, at(1000, Verdict.INVALID)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("which is good"));
        assertThat(judge.fault(token, at(1000, Verdict.VALID))).isEmpty();
        assertThat(judge.fault(token, at(1000, Verdict.UNAVAILABLE))).isEmpty();
        assertThat(judge.fault(token, at(1000, Verdict.BROKEN))).isEmpty();
    }

    @Test
    void refusalWhileTheRevocationIsUnderWay() {
        Verification refused = new Verification("a", new Span(1000 * MILLI, 1010 * MILLI), Verdict.INVALID);
        token.revoking(1011 * MILLI);
        assertThat(judge.fault(token, refused)).isPresent();
        token.revoking(1010 * MILLI);
        assertThat(judge.fault(token, refused)).isEmpty();
    }

    @Test
    void statusThatNobodyPromised() {
        assertThat(judge.fault(token, at(1000, Verdict.WRONG))).isPresent();
    }

    private void revoked(long millis) {
        token.revoking((millis - 10) * MILLI);
        token.revoked(millis * MILLI);
    }

    static Issued token() {
        return new Issued(Dialect.DYNATRACE, "id", "the-secret", "first", new Span(0, 10 * MILLI));
    }

    private static Verification at(long millis, Verdict verdict) {
        return new Verification("a", new Span(millis * MILLI, (millis + 5) * MILLI), verdict);
    }
}
