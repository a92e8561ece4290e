package io.tokengate.gateway.cache;

import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Verdict;
import io.tokengate.domain.verify.Verdict.Source;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.domain.verify.VerificationRules;
import io.tokengate.gateway.cache.SimulatedReplica.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promise itself: several replicas, changes and verifications in an order drawn from a seed, over links that are
 * slow, lose hints, break and hang, for processes that stand still. Each verdict must have been true at some moment not
 * longer before the verification began than the bound allows.
 */
@Tag("virtual-time")
class RevocationBoundTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 300;
    private static final int REPLICAS = 3;
    private static final int TOKENS = 6;
    private static final int OWNERS = 2;
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration MAX_STALE = Duration.ofSeconds(10);

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyVerdictWasTrueWithinTheBound(long seed) {
        try (History history = new History(seed)) {
            history.run();
            history.check();
        }
    }

    /** What the truth about a token was from a moment on. */
    private record Truth(long from, boolean good) {}

    /** A verification, from its beginning to its end. */
    private static final class Asked {
        private final int replica;
        private final String token;
        private final long begun;
        private final Answer answer;

        /** When the newest change of this token that its replica had acknowledged by then was committed. */
        private final long acknowledged;

        private long ended;

        Asked(int replica, String token, long begun, Answer answer, long acknowledged) {
            this.replica = replica;
            this.token = token;
            this.begun = begun;
            this.answer = answer;
            this.acknowledged = acknowledged;
        }
    }

    /** One run. */
    private static final class History implements AutoCloseable {
        private final Random random;
        private final SimulatedTime time = new SimulatedTime();
        private final SimulatedDatabase database = new SimulatedDatabase();
        private final List<SimulatedReplica> replicas;
        private final Map<String, List<Truth>> truths = new HashMap<>();
        private final List<Asked> all = new ArrayList<>();
        private final List<Asked> open = new ArrayList<>();

        /** When the newest change that a replica has acknowledged itself was committed, by replica and token. */
        private final Map<Integer, Map<String, Long>> own = new HashMap<>();

        History(long seed) {
            random = new Random(seed);
            replicas = IntStream.range(0, REPLICAS)
                    .mapToObj(i -> new SimulatedReplica(
                            database, time, settings -> CacheSettings.of(LEASE, MAX_STALE, settings.maxWeight())))
                    .toList();
            replicas.forEach(replica -> replica.link.way = () -> Duration.ofMillis(random.nextInt(20)));
            tokens().forEach(token -> truths.put(token, new ArrayList<>(List.of(new Truth(Long.MIN_VALUE, false)))));
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
                pass(random.nextInt(10) == 0 ? random.nextInt(2_000) : random.nextInt(30));
            }
            replicas.forEach(replica -> {
                replica.link.reads = true;
                replica.link.queries = true;
                replica.link.hangs = false;
            });
            pass(20_000);
        }

        void check() {
            assertThat(open).as("verifications without an end").isEmpty();
            all.forEach(this::check);
        }

        private void step() {
            int replica = random.nextInt(REPLICAS);
            String token = "good-token-of-the-history-" + random.nextInt(TOKENS);
            switch (random.nextInt(20)) {
                case 0, 1 -> change(replica, () -> create(token));
                case 2 -> change(replica, () -> database.enable(digest(token), false));
                case 3 -> change(replica, () -> database.enable(digest(token), true));
                case 4 -> change(replica, () -> database.activate(random.nextInt(OWNERS), random.nextBoolean()));
                case 5 -> change(replica, () -> database.revoke(digest(token)));
                case 6 -> disturb(replicas.get(replica).link);
                case 7 -> {
                    if (random.nextInt(5) == 0) {
                        time.pause(Duration.ofMillis(random.nextInt(3_000)));
                    }
                }
                default -> ask(replica, token);
            }
        }

        private void disturb(SimulatedLink link) {
            link.reads = random.nextInt(3) > 0;
            link.queries = random.nextInt(3) > 0;
            link.hangs = random.nextBoolean();
            link.hinted = random.nextBoolean();
        }

        private void create(String token) {
            if (database.find(digest(token)) == null) {
                database.create(digest(token), random.nextInt(OWNERS), null);
            }
        }

        private void change(int replica, Runnable change) {
            long[] committed = new long[1];
            List<String> changed = new ArrayList<>();
            Runnable observed = () -> {
                change.run();
                committed[0] = time.nanos();
                changed.addAll(note());
            };
            replicas.get(replica)
                    .change(
                            database,
                            observed,
                            () -> changed.forEach(token -> own.computeIfAbsent(replica, same -> new HashMap<>())
                                    .merge(token, committed[0], Math::max)));
            replicas.stream().filter(other -> other != replicas.get(replica)).forEach(other -> other.link.hinted());
        }

        /** Writes down which truths have just changed; the tokens that they are about. */
        private List<String> note() {
            List<String> changed = new ArrayList<>();
            truths.forEach((token, history) -> {
                boolean good = isGood(database.find(digest(token)));
                if (history.getLast().good() != good) {
                    history.add(new Truth(time.nanos(), good));
                    changed.add(token);
                }
            });
            return changed;
        }

        private void ask(int replica, String token) {
            long acknowledged = own.getOrDefault(replica, Map.of()).getOrDefault(token, Long.MIN_VALUE);
            long begun = time.nanos();
            Asked asked = new Asked(replica, token, begun, replicas.get(replica).verify(token), acknowledged);
            all.add(asked);
            open.add(asked);
            closeEnded();
        }

        private void pass(int millis) {
            for (int i = 0; i < millis; i++) {
                time.pass(Duration.ofMillis(1));
                closeEnded();
            }
        }

        private void closeEnded() {
            open.removeIf(asked -> {
                if (asked.answer.ended()) {
                    asked.ended = time.nanos();
                }
                return asked.answer.ended();
            });
        }

        private void check(Asked asked) {
            Verdict verdict = asked.answer.verdict;
            if (verdict == null) {
                assertThat(asked.answer.failure).isInstanceOf(Unavailable.class);
                return;
            }
            Duration bound = verdict.source() == Source.STALE ? MAX_STALE : LEASE;
            long from = Math.max(asked.begun - bound.toNanos(), asked.acknowledged);
            boolean good = verdict.verification() instanceof Verified;
            assertThat(wasTrue(asked.token, good, from, asked.ended))
                    .as("%s from %s by replica %d, begun at %d", verdict, asked.token, asked.replica, asked.begun)
                    .isTrue();
        }

        private boolean wasTrue(String token, boolean good, long from, long to) {
            List<Truth> history = truths.getOrDefault(token, List.of());
            for (int i = 0; i < history.size(); i++) {
                long end = i + 1 < history.size() ? history.get(i + 1).from() : Long.MAX_VALUE;
                if (history.get(i).good() == good && history.get(i).from() <= to && end >= from) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isGood(@Nullable ApiToken token) {
            Verification verification = token == null ? null : VerificationRules.judge(token, token.createdAt());
            return verification instanceof Verified;
        }

        private static Stream<String> tokens() {
            return IntStream.range(0, TOKENS).mapToObj(i -> "good-token-of-the-history-" + i);
        }

        private static TokenDigest digest(String token) {
            return TokenHasher.digest(TokenSecret.of(token));
        }

        @Override
        public void close() {
            replicas.forEach(SimulatedReplica::close);
            VirtualTimeScheduler.reset();
        }
    }
}
