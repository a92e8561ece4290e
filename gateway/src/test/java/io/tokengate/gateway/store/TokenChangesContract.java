package io.tokengate.gateway.store;

import io.tokengate.domain.store.Change;
import io.tokengate.domain.store.Changes;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.store.TokenChanges;
import io.tokengate.domain.store.TokenChanges.Hint;
import io.tokengate.domain.token.TokenDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What every {@link TokenChanges} must do, wherever its log is. */
abstract class TokenChangesContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** A reader that has not read yet; closed by the test class. */
    abstract TokenChanges open();

    /** Issues a token, and commits. */
    abstract TokenDigest commitToken() throws Exception;

    /** Issues a token, and rolls back. */
    abstract void rollBackToken() throws Exception;

    /** Changes the user; its key. */
    abstract long commitOwner() throws Exception;

    /** Changes the tenant; its key. */
    abstract long commitTenant() throws Exception;

    @Test
    void firstReadBeginsAnewAndTellsNothingOlder() throws Exception {
        commitToken();
        Changes first = read(open());
        assertThat(first.gap()).isNotNull();
        assertThat(first.changes()).isEmpty();
        assertThat(first.lag()).isZero();
        assertThat(first.clock()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void eachChangeIsToldOnce() throws Exception {
        TokenChanges changes = open();
        read(changes);
        assertThat(news(changes)).isEmpty();
        TokenDigest one = commitToken();
        TokenDigest other = commitToken();
        assertThat(news(changes)).containsExactlyInAnyOrder(new Change.Token(one), new Change.Token(other));
        assertThat(news(changes)).isEmpty();
        TokenDigest later = commitToken();
        assertThat(news(changes)).containsExactly(new Change.Token(later));
    }

    @Test
    void usersAndTenantsTravelTheSameWay() throws Exception {
        TokenChanges changes = open();
        read(changes);
        long owner = commitOwner();
        long tenant = commitTenant();
        assertThat(news(changes)).containsExactlyInAnyOrder(new Change.Owner(owner), new Change.Tenant(tenant));
    }

    @Test
    void changeThatWasRolledBackIsNone() throws Exception {
        TokenChanges changes = open();
        read(changes);
        rollBackToken();
        assertThat(news(changes)).isEmpty();
    }

    @Test
    void sameChangeTwiceInOneReadIsToldOnce() throws Exception {
        TokenChanges changes = open();
        read(changes);
        long owner = commitOwner();
        commitOwner();
        assertThat(news(changes)).containsExactly(new Change.Owner(owner));
    }

    @Test
    void lagIsTheAgeOfTheOldestChange() throws Exception {
        TokenChanges changes = open();
        read(changes);
        assertThat(read(changes).lag()).isZero();
        commitToken();
        commitToken();
        long before = System.nanoTime();
        Duration lag = read(changes).lag();
        assertThat(lag)
                .isPositive()
                .isLessThan(Duration.ofNanos(System.nanoTime() - before).plus(LIMIT));
    }

    @Test
    void readersAreIndependent() throws Exception {
        TokenChanges one = open();
        TokenChanges other = open();
        read(one);
        read(other);
        TokenDigest token = commitToken();
        assertThat(news(one)).containsExactly(new Change.Token(token));
        assertThat(news(other)).containsExactly(new Change.Token(token));
    }

    @Test
    void cancelledReadLosesNothing() throws Exception {
        TokenChanges changes = open();
        read(changes);
        for (int i = 0; i < 20; i++) {
            TokenDigest token = commitToken();
            Set<Change> heard = ConcurrentHashMap.newKeySet();
            Disposable read = changes.read(LIMIT).subscribe(answer -> heard.addAll(answer.changes()));
            // At another moment each time, from before the query to after the answer.
            for (int spin = 0; spin < i * 20_000; spin++) {
                Thread.onSpinWait();
            }
            read.dispose();
            List<Change> news = news(changes);
            assertThat(heard.contains(new Change.Token(token)) || news.contains(new Change.Token(token)))
                    .as("heard by the first, or told by the second")
                    .isTrue();
        }
    }

    /** Downstream was cancelled while the answer was on its way to it. */
    @Test
    void answerThatNobodyHeardIsToldAgain() throws Exception {
        TokenChanges changes = open();
        read(changes);
        TokenDigest token = commitToken();
        BaseSubscriber<Changes> listener = new BaseSubscriber<>() {};
        AtomicBoolean answered = new AtomicBoolean();
        changes.read(LIMIT)
                .doOnNext(read -> listener.cancel())
                .doOnCancel(() -> answered.set(true))
                .subscribe(listener);
        Awaitility.await().untilTrue(answered);
        assertThat(news(changes)).containsExactly(new Change.Token(token));
    }

    /** The limit and the answer race, and either may win; that nothing is lost holds for both. */
    @Test
    void readThatTookTooLongLosesNothing() throws Exception {
        TokenChanges changes = open();
        read(changes);
        for (int i = 0; i < 20; i++) {
            TokenDigest token = commitToken();
            List<Change> heard = changes.read(Duration.ofNanos(1 + i * 100_000L))
                    .map(Changes::changes)
                    .onErrorReturn(Unavailable.class, List.of())
                    .blockOptional()
                    .orElseThrow();
            assertThat(heard.isEmpty() ? news(changes) : heard).contains(new Change.Token(token));
        }
    }

    @Test
    void hintsReachAllReaders() throws Exception {
        TokenChanges one = open();
        TokenChanges other = open();
        read(one);
        read(other);
        AtomicInteger heard = new AtomicInteger();
        Disposable ears = other.hints().subscribe(hint -> heard.incrementAndGet());
        assertThat(heard).hasValue(0);
        one.hint();
        Awaitility.await().until(() -> heard.get() > 0);
        ears.dispose();
    }

    /** The hint after the last commit of a burst is the one that matters. */
    @Test
    void lastHintOfABurstIsNotLost() throws Exception {
        TokenChanges sender = open();
        TokenChanges reader = open();
        read(reader);
        for (int round = 0; round < 20; round++) {
            AtomicInteger heardSince = new AtomicInteger();
            for (int i = 0; i < 50; i++) {
                sender.hint();
            }
            Disposable ears = reader.hints().subscribe(hint -> heardSince.incrementAndGet());
            sender.hint();
            Awaitility.await().until(() -> heardSince.get() > 0);
            ears.dispose();
        }
    }

    @Test
    void slowListenerIsGivenTheLatestHintOnly() throws Exception {
        TokenChanges changes = open();
        read(changes);
        StepVerifier.create(changes.hints(), 0)
                .then(() -> {
                    AtomicInteger heard = new AtomicInteger();
                    Disposable ears = changes.hints().subscribe(hint -> heard.incrementAndGet());
                    for (int i = 0; i < 3; i++) {
                        int before = heard.get();
                        changes.hint();
                        Awaitility.await().until(() -> heard.get() > before);
                    }
                    ears.dispose();
                })
                .thenRequest(1)
                .expectNext(Hint.CHANGED)
                .thenRequest(10)
                .expectNoEvent(Duration.ofMillis(50))
                .thenCancel()
                .verify();
    }

    static Changes read(TokenChanges changes) {
        return Objects.requireNonNull(changes.read(LIMIT).block());
    }

    static List<Change> news(TokenChanges changes) {
        Changes read = read(changes);
        assertThat(read.gap()).isNull();
        return read.changes();
    }
}
