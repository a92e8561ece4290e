package io.tokengate.reliability.load;

import io.tokengate.reliability.history.Dialect;
import io.tokengate.reliability.history.History;
import io.tokengate.reliability.history.Issued;
import io.tokengate.reliability.history.Verdict;
import io.tokengate.reliability.history.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Writers and verifiers that go on until they are told to stop, each request to a replica of the choice of the moment. */
public final class Load implements AutoCloseable {
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(20);

    private final History history;
    private final Latencies latencies = new Latencies();
    private volatile Latencies calm = new Latencies();
    private final Supplier<Client> balancer;
    private final List<Thread> threads = new ArrayList<>();
    private volatile long calmSince = System.nanoTime();
    private volatile boolean troubled;
    private volatile boolean stopped;

    /** @param balancer whom the next request goes to */
    public Load(History history, Supplier<Client> balancer) {
        this.history = history;
        this.balancer = balancer;
    }

    /** Any of these, all the same. */
    public static Supplier<Client> anyOf(List<Client> clients) {
        return () -> clients.get(ThreadLocalRandom.current().nextInt(clients.size()));
    }

    /** Begins with so many clients that write, each so often a second at most. */
    public Load write(int clients, double stepsPerSecond) {
        for (int i = 0; i < clients; i++) {
            Writer writer = new Writer(history, Dialect.of(i));
            begin(stepsPerSecond, intended -> writer.step(balancer.get()));
        }
        return this;
    }

    /** Begins with so many clients that verify, each so often a second at most. */
    public Load verify(int clients, double perSecond) {
        for (int i = 0; i < clients; i++) {
            begin(perSecond, this::verify);
        }
        return this;
    }

    /** As {@link #verify}; each asks the next replica if one fails. That all of them fail is a fault. */
    public Load verifyByAny(int askers, double perSecond, List<Client> clients) {
        for (int i = 0; i < askers; i++) {
            begin(perSecond, intended -> verifyByAny(intended, clients));
        }
        return this;
    }

    /**
     * Whether something is wrong now, so that how long answers take is not noted; nor afterwards for requests that should
     * have been sent while it was wrong, and had to wait for others.
     */
    public void troubled(boolean now) {
        calmSince = System.nanoTime();
        calm = new Latencies();
        troubled = now;
    }

    public Latencies latencies() {
        return latencies;
    }

    /** Of these the ones since something was last wrong. */
    public Latencies calm() {
        return calm;
    }

    /** Ends it; returns once the last answer is there. */
    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Step {
        /** @param intended when it was to begin: who is late has waited */
        void run(long intended);
    }

    private void begin(double perSecond, Step step) {
        long interval = (long) (1e9 / perSecond);
        threads.add(Thread.ofVirtual().start(() -> {
            long next = System.nanoTime() + ThreadLocalRandom.current().nextLong(interval);
            while (!stopped) {
                LockSupport.parkNanos(next - System.nanoTime());
                step.run(next);
                next = Math.max(next + interval, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            }
        }));
    }

    private void verify(long intended) {
        history.any().ifPresent(token -> {
            Verification verification = verify(token, balancer.get());
            if (!troubled && intended - calmSince >= 0) {
                latencies.add(verification.span().end() - intended);
                calm.add(verification.span().end() - intended);
            }
            if (verification.verdict() == Verdict.BROKEN) {
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
            }
        });
    }

    private void verifyByAny(long intended, List<Client> clients) {
        history.any().ifPresent(token -> {
            int first = ThreadLocalRandom.current().nextInt(clients.size());
            for (int i = 0; i < clients.size(); i++) {
                Verification verification = verify(token, clients.get((first + i) % clients.size()));
                if (isTold(verification.verdict())) {
                    latencies.add(verification.span().end() - intended);
                    return;
                }
            }
            history.fault("no replica told a verdict of " + token);
        });
    }

    private Verification verify(Issued token, Client client) {
        Verification verification = client.verify(token.secret());
        history.verified(token, verification);
        return verification;
    }

    private static boolean isTold(Verdict verdict) {
        return verdict == Verdict.VALID || verdict == Verdict.INVALID;
    }
}
