package io.tokengate.gateway.cache;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.Change;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.Tenant;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A value in a store that only grows, changed through the store and read through what is known of it: whatever threads
 * do at once, a read that begins after a change was acknowledged sees it. Loads against changes of the token, of its
 * owner, and of its absence. Apart from the unit tests, since Lincheck rewrites every class that their JVM has loaded.
 */
class KnownTokenLincheckIT {
    @Test
    void acknowledgedChangeIsSeen() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(4)
                .iterations(30)
                .invocationsPerIteration(1_000)
                .sequentialSpecification(NothingMissed.class)
                .check(KnownValue.class);
    }

    /** What is tested. */
    public static final class KnownValue {
        private static final TokenDigest DIGEST = TokenHasher.digest(TokenSecret.of("the one token"));
        private static final long OWNER = 1;

        private final Generation generation =
                new Generation(CacheSettings.of(Duration.ofSeconds(1), Duration.ZERO, 1_000_000), 0);
        private final AtomicLong store = new AtomicLong();
        private final AtomicLong acknowledged = new AtomicLong();

        /** Whether a read sees all that was acknowledged before it began. */
        @Operation
        public boolean seesWhatWasAcknowledged() {
            long before = acknowledged.get();
            return read() >= before;
        }

        /** A change of the token, acknowledged once it was applied. */
        @Operation
        public void changeToken() {
            acknowledge(store.incrementAndGet(), new Change.Token(DIGEST));
        }

        /** A change of the token's owner. What does not exist has none. */
        @Operation
        public void changeOwner() {
            acknowledge(store.updateAndGet(value -> value == 0 ? 0 : value + 1), new Change.Owner(OWNER));
        }

        /** As a verification does: what is known, else what the store has. */
        private long read() {
            Slot slot = generation.get(DIGEST);
            if (slot instanceof Entry entry && generation.holds(entry)) {
                return entry.token().revision();
            }
            if (slot == null) {
                Absent absent = generation.absent(DIGEST);
                if (absent != null && generation.holds(absent)) {
                    return 0;
                }
            }
            return load(slot);
        }

        private long load(@Nullable Slot present) {
            Flight flight = new Flight(DIGEST, generation, true, null);
            boolean registered = generation.register(present, flight);
            flight.sent(0);
            long value = store.get();
            if (registered) {
                flight.land(value == 0 ? null : token(value), Long.MAX_VALUE);
            }
            return value;
        }

        private synchronized void acknowledge(long value, Change change) {
            generation.apply(List.of(change), 0);
            acknowledged.accumulateAndGet(value, Math::max);
        }

        private static ApiToken token(long revision) {
            return new ApiToken(
                    new TokenId(1),
                    new DialectName("native"),
                    "id",
                    new Tenant(1, new UUID(0, 1), "t", true),
                    new Owner(OWNER, new UUID(0, 1), "u", Set.of(Role.USER), true),
                    "name",
                    Scopes.NONE,
                    false,
                    true,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null,
                    null,
                    null,
                    revision,
                    null);
        }
    }

    /** What it must look like. */
    public static final class NothingMissed {
        public boolean seesWhatWasAcknowledged() {
            return true;
        }

        public void changeToken() {}

        public void changeOwner() {}
    }
}
