package io.tokengate.gateway.security;

import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.store.StoreException.Unavailable;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Signal;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** One thread and a queue of one, so that a third piece of work at a time is refused. */
class Argon2PasswordsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MANY = 50;
    private static final String PASSWORD = "correct horse";

    private final Argon2Passwords passwords = new Argon2Passwords(new PasswordKey(new SecretGenerator()), 1, 1);
    private final String hash = passwords.hashNow(PASSWORD);

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void knowsWhatItHashed() {
        StepVerifier.create(passwords.hash("another").flatMap(own -> passwords.matches("another", own)))
                .expectNext(true)
                .verifyComplete();
        StepVerifier.create(passwords.matches(PASSWORD, hash)).expectNext(true).verifyComplete();
        StepVerifier.create(passwords.matches("correct hors", hash))
                .expectNext(false)
                .verifyComplete();
    }

    @Test
    void hashesAsOwaspAdvisesWithFreshSalt() {
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.hashNow(PASSWORD)).isNotEqualTo(hash);
    }

    @Test
    void worksOnThreadsOfItsOwn() {
        Flux<String> threads = Flux.concat(
                passwords.hash(PASSWORD).map(any -> thread()),
                passwords.matches(PASSWORD, hash).map(any -> thread()));
        StepVerifier.create(threads.filter(name -> name.startsWith("tokengate-argon2")))
                .expectNextCount(2)
                .verifyComplete();
    }

    @Test
    void nobodyHasAnyPassword() {
        Flux<Boolean> checks =
                Flux.just(PASSWORD, "", "nobody's password").concatMap(password -> passwords.matches(password, null));
        StepVerifier.create(checks).expectNext(false, false, false).verifyComplete();
    }

    /** Otherwise a check would end at once, and its time would tell that the name is nobody's. */
    @Test
    void hashOfNobodyAsksForTheSameWork() {
        String nobodys = Argon2Passwords.nobodysHash();
        assertThat(workOf(nobodys)).isEqualTo(workOf(hash));
        assertThat(nobodys).hasSameSizeAs(hash).isNotEqualTo(Argon2Passwords.nobodysHash());
        assertThat(Base64.getDecoder().decode(nobodys.substring(nobodys.lastIndexOf('$') + 1)))
                .hasSize(32);
    }

    private static String workOf(String encoded) {
        return encoded.substring(0, encoded.indexOf("$", encoded.indexOf("p=")));
    }

    @Test
    void textThatIsNoHashMatchesNothing() {
        StepVerifier.create(passwords.matches(PASSWORD, "no hash"))
                .expectNext(false)
                .verifyComplete();
    }

    /** Done one by one, they would not fit the queue. */
    @Test
    void identicalChecksInFlightAreOne() {
        StepVerifier.create(Flux.range(0, MANY)
                        .flatMap(i -> passwords.matches(PASSWORD, hash), MANY)
                        .collectList())
                .assertNext(results -> assertThat(results).hasSize(MANY).containsOnly(true))
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void whatDoesNotFitTheQueueIsUnavailableAndCanBeRepeated() {
        Flux<Signal<Boolean>> checks = Flux.range(0, MANY)
                .flatMap(
                        i -> passwords
                                .matches("guess " + i, hash)
                                .materialize()
                                .filter(signal -> !signal.isOnComplete()),
                        MANY);
        StepVerifier.create(checks.collectList())
                .assertNext(signals -> assertThat(signals)
                        .hasSize(MANY)
                        .anyMatch(signal -> signal.getThrowable() instanceof Unavailable)
                        .allMatch(signal ->
                                signal.getThrowable() instanceof Unavailable || Objects.equals(signal.get(), false)))
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(Flux.range(0, 10).concatMap(i -> passwords.matches("guess " + i, hash)))
                .expectNextCount(10)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void hashThatDoesNotFitTheQueueIsUnavailable() {
        StepVerifier.create(Flux.range(0, MANY).flatMap(i -> passwords.hash("password " + i), MANY))
                .thenConsumeWhile(any -> true)
                .expectError(Unavailable.class)
                .verify(LONG);
    }

    @Test
    void oneWhoCancelsFailsNobodyElse() {
        Disposable first = passwords.matches(PASSWORD, hash).subscribe();
        StepVerifier.create(passwords.matches(PASSWORD, hash))
                .then(first::dispose)
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void checkThatAllCancelledCanBeRepeated() {
        passwords.matches(PASSWORD, hash).subscribe().dispose();
        StepVerifier.create(passwords.matches(PASSWORD, hash))
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
    }

    private static String thread() {
        return Thread.currentThread().getName();
    }
}
