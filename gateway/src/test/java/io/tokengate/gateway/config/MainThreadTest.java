package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.publisher.PublisherProbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the main thread waits for while the application is made, and what becomes of it when it waits no longer. */
class MainThreadTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void resultIsThatOfTheWork() {
        assertThat(MainThread.await(Mono.just("done"), LONG, MainThreadTest::refused))
                .isEqualTo("done");
    }

    @Test
    void failureIsToldByItself() {
        IllegalStateException failure = new IllegalStateException("away");
        assertThatThrownBy(() -> MainThread.await(Mono.error(failure), LONG, MainThreadTest::refused))
                .isInstanceOf(StartupException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void workThatTakesTooLongIsCancelled() {
        PublisherProbe<String> work = PublisherProbe.of(Mono.never());
        assertThatThrownBy(() -> MainThread.await(work.mono(), Duration.ofMillis(1), MainThreadTest::refused))
                .isInstanceOf(StartupException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        work.assertWasCancelled();
    }

    @Test
    void interruptedThreadStaysSoAndTheWorkIsCancelled() {
        PublisherProbe<String> work = PublisherProbe.of(Mono.never());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> MainThread.await(work.mono(), LONG, MainThreadTest::refused))
                .isInstanceOf(StartupException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        work.assertWasCancelled();
    }

    private static StartupException refused(Throwable failure) {
        return new StartupException("refused", failure);
    }
}
