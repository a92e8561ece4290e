package io.tokengate.gateway.security;

import io.tokengate.domain.account.Passwords;
import io.tokengate.domain.store.StoreException.Unavailable;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Argon2id with OWASP's second choice of parameters (19 MiB, two passes, one lane): about 20 ms here, which bounds how
 * many checks a core can do. They run on threads of their own, one a core; past a queue of some hundred a further one is
 * refused. Of identical checks in flight only one is done.
 */
public final class Argon2Passwords implements Passwords, AutoCloseable {
    private static final int SALT_LENGTH = 16;
    private static final int HASH_LENGTH = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int MAX_QUEUED = 200;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_LENGTH, HASH_LENGTH, LANES, MEMORY_KIB, PASSES);
    private final PasswordKey key;
    private final Scheduler scheduler;
    private final Map<String, Mono<Boolean>> inFlight = new ConcurrentHashMap<>();
    private final String nobodysHash = nobodysHash();

    /** With as many threads as there are cores. */
    public Argon2Passwords(PasswordKey key) {
        this(key, Runtime.getRuntime().availableProcessors(), MAX_QUEUED);
    }

    Argon2Passwords(PasswordKey key, int threads, int maxQueued) {
        this.key = key;
        this.scheduler = Schedulers.newBoundedElastic(threads, maxQueued, "tokengate-argon2", 60, true);
    }

    /** Hashes on the calling thread, which waits: for the start of the process. */
    public String hashNow(String password) {
        return String.valueOf(encoder.encode(password));
    }

    @Override
    public Mono<String> hash(String password) {
        return bounded(Mono.fromCallable(() -> hashNow(password)).subscribeOn(scheduler));
    }

    @Override
    public Mono<Boolean> matches(String password, @Nullable String hash) {
        String known = hash == null ? nobodysHash : hash;
        return Mono.defer(() -> joined(password, known)).map(matches -> matches && hash != null);
    }

    /**
     * As dear to check as any other, and of no password: made up, since to compute one here would cost each start what is
     * only needed once somebody logs in.
     */
    static String nobodysHash() {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_LENGTH];
        byte[] hash = new byte[HASH_LENGTH];
        random.nextBytes(salt);
        random.nextBytes(hash);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    /** Ends the threads. */
    @Override
    public void close() {
        scheduler.dispose();
    }

    /** A cached Mono goes on when one of its subscribers cancels, so that nobody's cancel fails the others. */
    private Mono<Boolean> joined(String password, String hash) {
        String check = key.of(password, hash);
        return inFlight.computeIfAbsent(
                check,
                same -> bounded(Mono.fromCallable(() -> encoder.matches(password, hash))
                                .subscribeOn(scheduler))
                        .doFinally(signal -> inFlight.remove(same))
                        .cache());
    }

    private static <T> Mono<T> bounded(Mono<T> work) {
        return work.onErrorMap(
                RejectedExecutionException.class, e -> new Unavailable("too many passwords wait to be checked", e));
    }
}
