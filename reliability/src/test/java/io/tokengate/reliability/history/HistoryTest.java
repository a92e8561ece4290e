package io.tokengate.reliability.history;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryTest {
    private final History history = new History(new Outages(Duration.ofSeconds(1), Duration.ofSeconds(10)));

    @Test
    void countsWhatIsWrongAndKeepsTheFirstOfIt() {
        Issued token = JudgeTest.token();
        history.created(token);
        assertThat(history.any()).containsSame(token);
        for (int i = 0; i < 60; i++) {
            history.verified(token, new Verification("a", new Span(20_000_000, 30_000_000), Verdict.INVALID));
        }
        history.verified(token, new Verification("a", new Span(20_000_000, 30_000_000), Verdict.VALID));
        assertThat(history.wrong()).isEqualTo(60);
        assertThat(history.faults()).hasSize(50).allMatch(fault -> fault.contains("DYNATRACE id"));
        assertThat(history.count(Verdict.VALID)).isOne();
    }
}
