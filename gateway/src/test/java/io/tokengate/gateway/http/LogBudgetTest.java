package io.tokengate.gateway.http;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogBudgetTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LogBudget budget = new LogBudget(2);

    @ParameterizedTest
    @ValueSource(longs = {0, -5 * 1_000_000_000L, Long.MAX_VALUE - 5})
    void secondHasItsBudget(long start) {
        assertThat(budget.spend(start)).isTrue();
        assertThat(budget.spend(start + 1)).isTrue();
        assertThat(budget.spend(start + 2)).isFalse();
        assertThat(budget.spend(start + SECOND - 1)).isFalse();
    }

    @Test
    void nextSecondHasItsOwn() {
        secondHasItsBudget(0);
        secondHasItsBudget(SECOND);
        secondHasItsBudget(10 * SECOND);
    }
}
