package io.tokengate.gateway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that ends unasked, and how often it is tried again. */
class RevivalTest {
    private final AtomicInteger lost = new AtomicInteger();
    private final Sleeper server = new Sleeper();

    /** A process that stands for the server. */
    private static final class Sleeper implements Revival.Server {
        private final AtomicInteger starts = new AtomicInteger();
        private volatile int failures;
        private volatile Process process = begin();

        @Override
        public boolean runs() {
            return process.isAlive();
        }

        @Override
        public void start() {
            if (starts.incrementAndGet() <= failures) {
                throw new EmbeddedPostgresException("not yet");
            }
            process = begin();
        }

        private static Process begin() {
            try {
                return new ProcessBuilder("sleep", "600").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void isStartedAnewEachTimeUntilClosed() {
        try (Revival revival = new Revival(server, Duration.ofMillis(1), lost::incrementAndGet)) {
            revival.watch();
            for (int times = 1; times <= 3; times++) {
                server.process.destroyForcibly();
                int expected = times;
                Awaitility.await().until(() -> server.starts.get() == expected && server.process.isAlive());
            }
        }
        Process last = server.process;
        last.destroyForcibly();
        Awaitility.await().until(() -> !last.isAlive());
        assertThat(server.starts).hasValue(3);
        assertThat(lost).hasValue(0);
    }

    @Test
    void isTriedAgainAFewTimes() {
        server.failures = 5;
        try (Revival revival = new Revival(server, Duration.ofMillis(1), lost::incrementAndGet)) {
            revival.watch();
            Process first = server.process;
            first.destroyForcibly();
            Awaitility.await().until(() -> server.starts.get() == 6 && !Objects.equals(server.process, first));
            assertThat(server.process.isAlive()).isTrue();
            assertThat(lost).hasValue(0);
        }
        server.process.destroyForcibly();
    }

    /** Whoever hears that it is lost may end the process, and so wait for another thread that closes this. */
    @Test
    void canBeClosedByOthersWhileItSaysThatItIsLost() {
        server.failures = Integer.MAX_VALUE;
        CompletableFuture<Revival> itself = new CompletableFuture<>();
        Runnable ending = () -> {
            CompletableFuture.runAsync(() -> itself.join().close()).join();
            lost.incrementAndGet();
        };
        itself.complete(new Revival(server, Duration.ofMillis(1), ending));
        itself.join().watch();
        server.process.destroyForcibly();
        Awaitility.await().until(() -> lost.get() == 1);
    }

    @Test
    void isLostAtTheEnd() {
        server.failures = Integer.MAX_VALUE;
        try (Revival revival = new Revival(server, Duration.ofMillis(1), lost::incrementAndGet)) {
            revival.watch();
            server.process.destroyForcibly();
            Awaitility.await().until(() -> lost.get() == 1);
            assertThat(server.starts).hasValue(6);
        }
    }
}
