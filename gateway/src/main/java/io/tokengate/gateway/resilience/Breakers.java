package io.tokengate.gateway.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.tokengate.domain.store.StoreException.Trouble;
import io.tokengate.domain.store.StoreException.Unavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One breaker for what verification asks of the store and one for all else, so that neither shuts the other out. */
public final class Breakers {
    /** For misses of the verification engine. */
    public static final String VERIFICATION = "verification";

    /** For all else that requests want of the store. */
    public static final String MANAGEMENT = "management";

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    /** Seconds. What went well before the store went away is forgotten after that. */
    private static final int WINDOW = 5;

    private static final int LEAST_CALLS = 5;
    private static final int MOST_FAILURES_PERCENT = 50;
    private static final Duration OPEN = Duration.ofSeconds(1);
    private static final int TRIALS = 3;

    private final CircuitBreakerRegistry registry;

    public Breakers() {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindow(
                        WINDOW,
                        LEAST_CALLS,
                        SlidingWindowType.TIME_BASED,
                        SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(MOST_FAILURES_PERCENT)
                .waitDurationInOpenState(OPEN)
                // Without a request that asks, it would be shown as open for ever.
                .enableAutomaticTransitionFromOpenToHalfOpen()
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .recordException(Breakers::isAway)
                .ignoreException(Breakers::isBusy)
                .writableStackTraceEnabled(false)
                .build();
        registry = CircuitBreakerRegistry.of(config);
        watch(verification());
        watch(management());
    }

    public CircuitBreaker verification() {
        return registry.circuitBreaker(VERIFICATION);
    }

    public CircuitBreaker management() {
        return registry.circuitBreaker(MANAGEMENT);
    }

    /** Both of them, for metrics and health. */
    public CircuitBreakerRegistry registry() {
        return registry;
    }

    /** Said once for all requests that are refused meanwhile. */
    private static void watch(CircuitBreaker breaker) {
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN ->
                    LOG.warn("the database does not answer: {} asks it only now and then", breaker.getName());
                case HALF_OPEN_TO_CLOSED ->
                    LOG.info("the database answers again: {} asks it as ever", breaker.getName());
                default -> {
                    // Trials that fail, every second of an outage.
                }
            }
        });
    }

    /** All else that goes wrong, such as a conflict, is an answer of a store that is there. */
    private static boolean isAway(Throwable failure) {
        return failure instanceof Unavailable unavailable && unavailable.trouble() != Trouble.BUSY;
    }

    /** Says neither that the store is there nor that it is away. */
    private static boolean isBusy(Throwable failure) {
        return failure instanceof Unavailable unavailable && unavailable.trouble() == Trouble.BUSY;
    }
}
