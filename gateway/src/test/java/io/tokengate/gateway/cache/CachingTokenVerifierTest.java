package io.tokengate.gateway.cache;

import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Rejection;
import io.tokengate.domain.verify.Verdict.Source;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.cache.SimulatedReplica.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/** Each rule of what may be told and when, and each known mistake of this field as a test, in simulated time. */
@Tag("virtual-time")
class CachingTokenVerifierTest {
    private static final String TOKEN = "good-token-0000000000";
    private static final String OTHER = "good-token-1111111111";
    private static final long OWNER = 7;
    private static final Duration SOON = Duration.ofMillis(20);

    /** By then the log was read again, also without a hint. */
    private static final Duration POLL = Duration.ofMillis(260);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedDatabase database = new SimulatedDatabase();
    private final SimulatedReplica replica = new SimulatedReplica(database, time, settings -> settings);

    @BeforeEach
    void readTheLogOnce() {
        time.pass(SOON);
    }

    @AfterEach
    void end() {
        replica.close();
        VirtualTimeScheduler.reset();
    }

    @Test
    void knownTokenCostsNoQuery() {
        create(TOKEN);
        assertVerified(verify(TOKEN), Source.MISS);
        int queries = replica.link.queryCount;
        assertVerified(verify(TOKEN), Source.HIT);
        assertThat(replica.link.queryCount).isEqualTo(queries);
    }

    @Test
    void hitIsToldAtOnceOnTheCallersThread() {
        create(TOKEN);
        verify(TOKEN);
        assertThat(replica.verify(TOKEN).ended()).isTrue();
    }

    @Test
    void malformedAndForgedNeedNoQueryAndOutagesDoNotConcernThem() {
        replica.link.queries = false;
        replica.link.reads = false;
        time.pass(Duration.ofMinutes(5));
        int queries = replica.link.queryCount;
        for (int i = 0; i < 1000; i++) {
            assertRejected(replica.verify("bad-" + i), Rejection.MALFORMED, Source.TEXT);
            assertRejected(replica.verify("forged-" + i), Rejection.FORGED, Source.TEXT);
            assertRejected(replica.verify("x".repeat(100_000 + i)), Rejection.MALFORMED, Source.TEXT);
        }
        assertThat(replica.link.queryCount).isEqualTo(queries);
    }

    @Test
    void burstForOneColdTokenIsOneQuery() {
        create(TOKEN);
        List<Answer> answers =
                IntStream.range(0, 1000).mapToObj(i -> replica.verify(TOKEN)).toList();
        time.pass(SOON);
        answers.forEach(answer -> assertVerified(answer, Source.MISS));
        assertThat(replica.link.queryCount).isEqualTo(1);
        assertThat(replica.link.asked).isEqualTo(1);
        assertThat(replica.engine.flights()).isZero();
    }

    @Test
    void missesThatGatherWhileQueriesAreUnderWayGoTogether() {
        List<String> tokens = IntStream.range(0, 1000)
                .mapToObj(i -> "good-%016d".formatted(i))
                .toList();
        tokens.forEach(this::create);
        List<Answer> answers = tokens.stream().map(replica::verify).toList();
        time.pass(SOON);
        answers.forEach(answer -> assertVerified(answer, Source.MISS));
        assertThat(replica.link.asked).isEqualTo(1000);
        assertThat(replica.batches).startsWith(1, 1, 1, 1).contains(256);
        assertThat(replica.link.queryCount).isEqualTo(8);
    }

    @Test
    void oneClientsCancelDoesNotFailTheOthers() {
        create(TOKEN);
        Answer first = replica.verify(TOKEN);
        Answer second = replica.verify(TOKEN);
        Objects.requireNonNull(first.subscription).dispose();
        time.pass(SOON);
        assertThat(first.ended()).isFalse();
        assertVerified(second, Source.MISS);
    }

    @Test
    void unknownIsKnownToBeUnknownUntilACreate() {
        assertRejected(verify(TOKEN), Rejection.UNKNOWN, Source.MISS);
        int queries = replica.link.queryCount;
        assertRejected(verify(TOKEN), Rejection.UNKNOWN, Source.HIT);
        assertThat(replica.link.queryCount).isEqualTo(queries);
        create(TOKEN);
        replica.link.hinted();
        time.pass(SOON);
        assertVerified(verify(TOKEN), Source.MISS);
    }

    /** Known mistake: a negative entry hides a token that this replica itself has just created. */
    @Test
    void createdTokenServesInTheNextRequest() {
        assertRejected(verify(TOKEN), Rejection.UNKNOWN, Source.MISS);
        acknowledged(() -> create(TOKEN));
        assertVerified(verify(TOKEN), Source.MISS);
    }

    @Test
    void ownChangeCountsInTheNextRequestAlsoWhereTheLogCannotBeReadBack() {
        create(TOKEN);
        verify(TOKEN);
        acknowledged(() -> database.enable(digest(TOKEN), false));
        assertRejected(verify(TOKEN), Rejection.DISABLED, Source.MISS);
        acknowledged(() -> database.enable(digest(TOKEN), true));
        assertVerified(verify(TOKEN), Source.MISS);
        replica.link.reads = false;
        acknowledged(() -> database.activate(OWNER, false));
        assertRejected(verify(TOKEN), Rejection.OWNER_INACTIVE, Source.MISS);
    }

    @Test
    void changeElsewhereCountsAtTheHint() {
        create(TOKEN);
        verify(TOKEN);
        database.revoke(digest(TOKEN));
        replica.link.hinted();
        time.pass(SOON);
        assertRejected(verify(TOKEN), TOKEN, Rejection.REVOKED);
    }

    /** Known mistake: the hint is the truth, and one that gets lost is never made up for. */
    @Test
    void lostHintIsMadeUpForByThePoll() {
        create(TOKEN);
        verify(TOKEN);
        database.revoke(digest(TOKEN));
        time.pass(POLL);
        assertRejected(verify(TOKEN), TOKEN, Rejection.REVOKED);
    }

    /** Known mistake: each use makes the entry younger, so that a busy token never ages. */
    @Test
    void useDoesNotMakeKnowledgeYounger() {
        create(TOKEN);
        time.pass(POLL);
        verify(TOKEN);
        cutOff();
        database.revoke(digest(TOKEN));
        for (int i = 0; i < 590; i++) {
            time.pass(Duration.ofMillis(100));
            verify(TOKEN);
        }
        time.pass(Duration.ofSeconds(2));
        assertUnavailable(verify(TOKEN));
    }

    @Test
    void pastTheLeaseOneReadServesAllWaiters() {
        create(TOKEN);
        create(OTHER);
        time.pass(POLL);
        verify(TOKEN);
        verify(OTHER);
        time.pause(Duration.ofSeconds(3));
        int reads = replica.link.readCount;
        List<Answer> answers = IntStream.range(0, 100)
                .mapToObj(i -> replica.verify(i % 2 == 0 ? TOKEN : OTHER))
                .toList();
        assertThat(answers).noneMatch(Answer::ended);
        int queries = replica.link.queryCount;
        time.pass(SOON);
        answers.forEach(answer -> assertVerified(answer, Source.HIT));
        assertThat(replica.link.readCount - reads).isEqualTo(1);
        assertThat(replica.link.queryCount).isEqualTo(queries);
    }

    /** Known mistake: a process that stood still goes on with what it knew. */
    @Test
    void processPausedPastItsLeaseTellsNothingOld() {
        create(TOKEN);
        time.pass(POLL);
        verify(TOKEN);
        time.pause(Duration.ofSeconds(30));
        database.revoke(digest(TOKEN));
        assertRejected(verify(TOKEN), TOKEN, Rejection.REVOKED);
    }

    /** The steady clock stands still while a machine sleeps. */
    @Test
    void jumpOfTheWallClockEndsTheLease() {
        create(TOKEN);
        time.pass(POLL);
        verify(TOKEN);
        database.revoke(digest(TOKEN));
        time.setWallForward(Duration.ofMinutes(1));
        assertRejected(verify(TOKEN), TOKEN, Rejection.REVOKED);
    }

    @Test
    void withoutTheLogTheStoreItselfIsAsked() {
        create(TOKEN);
        time.pass(POLL);
        verify(TOKEN);
        replica.link.reads = false;
        database.revoke(digest(TOKEN));
        time.pass(Duration.ofMillis(1100));
        assertRejected(verify(TOKEN), Rejection.REVOKED, Source.MISS);
    }

    @Test
    void outageTellsWhatIsKnownToBeGoodOrFinallyBadAndNothingElse() {
        create("good-verified-0000000");
        create("good-disabled-0000000");
        create("good-inactive-0000000", OWNER + 1, null);
        create("good-revoked-00000000");
        database.enable(digest("good-disabled-0000000"), false);
        database.activate(OWNER + 1, false);
        database.revoke(digest("good-revoked-00000000"));
        time.pass(POLL);
        List<String> all = List.of(
                "good-verified-0000000",
                "good-disabled-0000000",
                "good-inactive-0000000",
                "good-revoked-00000000",
                "good-unknown-00000000");
        all.forEach(this::verify);
        cutOff();
        time.pass(Duration.ofSeconds(30));
        assertVerified(verify(all.get(0)), Source.STALE);
        assertUnavailable(verify(all.get(1)));
        assertUnavailable(verify(all.get(2)));
        assertRejected(verify(all.get(3)), Rejection.REVOKED, Source.STALE);
        assertUnavailable(verify(all.get(4)));
        assertUnavailable(verify("good-never-seen-00000"));
        time.pass(Duration.ofSeconds(31));
        assertUnavailable(verify(all.get(0)));
        connect();
        time.pass(Duration.ofSeconds(1));
        assertVerified(replica.verify(all.get(0)), Source.HIT);
    }

    @Test
    void logIsReadAgainAsSoonAsTheStoreAnswersAnybody() {
        for (int i = 0; i < 20; i++) {
            cutOff();
            time.pass(Duration.ofSeconds(10));
            assertUnavailable(verify(OTHER));
            // As long as nobody asks the store after a failure.
            time.pass(Duration.ofMillis(250));
            connect();
            assertRejected(verify(OTHER), Rejection.UNKNOWN, Source.MISS);
            assertThat(replica.engine.age()).isLessThan(SOON);
        }
    }

    @Test
    void answersOfTheStoreDoNotDriveTheReadsOfALogThatIsNotThere() {
        replica.link.reads = false;
        time.pass(Duration.ofSeconds(5));
        int reads = replica.link.readCount;
        for (int i = 0; i < 1000; i++) {
            assertRejected(verify("good-" + i), Rejection.UNKNOWN, Source.MISS);
        }
        assertThat(replica.link.readCount - reads).isBetween(40, 80);
    }

    @Test
    void outageIsAnsweredWithinTheTimeoutAlsoWhereNothingComesBack() {
        create(TOKEN);
        time.pass(POLL);
        verify(TOKEN);
        replica.link.hangs = true;
        cutOff();
        time.pass(Duration.ofSeconds(4));
        Answer answer = replica.verify(TOKEN);
        time.pass(Duration.ofMillis(2400));
        assertVerified(answer, Source.STALE);
    }

    @Test
    void strictReplicaTellsNothingOnceCutOff() {
        try (SimulatedReplica strict = new SimulatedReplica(database, time, withMaxStale(Duration.ZERO))) {
            time.pass(SOON);
            create(TOKEN);
            strict.verify(TOKEN);
            time.pass(SOON);
            strict.link.queries = false;
            strict.link.reads = false;
            assertVerified(strict.verify(TOKEN), Source.HIT);
            time.pass(Duration.ofMillis(1100));
            Answer answer = strict.verify(TOKEN);
            time.pass(SOON);
            assertUnavailable(answer);
        }
    }

    @Test
    void expiryIsLookedAtWhenTheVerdictIsTold() {
        Instant expiry = Instant.ofEpochMilli(time.millis()).plusSeconds(120);
        create(TOKEN, OWNER, expiry);
        time.pass(POLL);
        verify(TOKEN);
        time.pass(Duration.ofSeconds(119));
        assertVerified(verify(TOKEN), Source.HIT);
        time.pass(Duration.ofSeconds(1));
        assertRejected(verify(TOKEN), Rejection.EXPIRED, Source.HIT);
    }

    /** Known mistake: what was loaded before a change is kept after it. */
    @Test
    void loadOvertakenByAChangeIsNotKept() {
        create(TOKEN);
        replica.link.way = () -> Duration.ofMillis(100);
        Answer early = replica.verify(TOKEN);
        time.pass(Duration.ofMillis(101)); // the query has seen the token, and is on its way back
        replica.link.way = () -> Duration.ofMillis(1);
        acknowledged(() -> database.revoke(digest(TOKEN)));
        assertThat(early.ended()).isFalse();
        Answer late = replica.verify(TOKEN);
        time.pass(SOON);
        assertRejected(late, TOKEN, Rejection.REVOKED);
        time.pass(Duration.ofMillis(100));
        assertRejected(replica.verify(TOKEN), TOKEN, Rejection.REVOKED);
        // It began before the change was acknowledged, so either verdict was right for it.
        assertThat(early.ended()).isTrue();
    }

    /** Known mistake: the same for a change that names no token. */
    @Test
    void ownerDeactivatedWhileALoadIsInFlight() {
        create(TOKEN);
        time.pass(POLL);
        replica.link.way = () -> Duration.ofMillis(100);
        replica.verify(TOKEN);
        time.pass(Duration.ofMillis(101));
        replica.link.way = () -> Duration.ofMillis(1);
        acknowledged(() -> database.activate(OWNER, false));
        Answer late = replica.verify(TOKEN);
        time.pass(SOON);
        assertRejected(late, TOKEN, Rejection.OWNER_INACTIVE);
        time.pass(Duration.ofMillis(100));
        assertRejected(replica.verify(TOKEN), TOKEN, Rejection.OWNER_INACTIVE);
    }

    /** Known mistake: a negative answer on its way hides what was created meanwhile. */
    @Test
    void absenceOvertakenByACreateIsNotKept() {
        replica.link.way = () -> Duration.ofMillis(100);
        replica.verify(TOKEN);
        time.pass(Duration.ofMillis(101));
        replica.link.way = () -> Duration.ofMillis(1);
        acknowledged(() -> create(TOKEN));
        assertVerified(verify(TOKEN), Source.MISS);
        time.pass(Duration.ofMillis(100));
        assertVerified(verify(TOKEN), Source.HIT);
    }

    /** Known mistake: a replica goes on with what it knew after the database lost it or was restored. */
    @Test
    void anotherHistoryBeginsWithNothing() {
        create(TOKEN);
        Map<TokenDigest, ApiToken> dump = database.copy();
        create(OTHER);
        verify(TOKEN);
        verify(OTHER);
        database.changeHistory(dump);
        time.pass(Duration.ofMillis(300));
        assertThat(replica.engine.tokens()).isZero();
        assertVerified(verify(TOKEN), Source.MISS);
        assertRejected(verify(OTHER), Rejection.UNKNOWN, Source.MISS);
    }

    /** Known mistake: an outage that ends with another history is bridged with what belonged to the old one. */
    @Test
    void whatAnotherHistoryKnewIsNotToldInAnOutage() {
        create(TOKEN);
        time.pass(POLL);
        verify(TOKEN);
        cutOff();
        time.pass(Duration.ofSeconds(2));
        replica.link.hangs = true;
        Answer answer = replica.verify(TOKEN);
        database.changeHistory(Map.of());
        replica.link.reads = true;
        time.pass(Duration.ofSeconds(3));
        assertUnavailable(answer);
    }

    /** Known mistake: a read counts from when it arrived, so that its way there is added to the bound. */
    @Test
    void readIsAsOldAsItsSending() {
        create(TOKEN);
        time.pass(POLL);
        verify(TOKEN);
        replica.link.way = () -> Duration.ofMillis(400);
        replica.link.hinted();
        time.pass(Duration.ofMillis(401));
        database.revoke(digest(TOKEN));
        time.pass(Duration.ofMillis(400));
        replica.link.reads = false;
        replica.link.way = () -> Duration.ofMillis(1);
        time.pass(Duration.ofMillis(601));
        assertRejected(verify(TOKEN), TOKEN, Rejection.REVOKED);
    }

    @Test
    void loadThatIsTooOldWhenItArrivesIsDoneAgain() {
        create(TOKEN);
        replica.link.way = () -> Duration.ofMillis(900);
        Answer answer = replica.verify(TOKEN);
        time.pass(Duration.ofSeconds(1));
        replica.link.way = () -> Duration.ofMillis(1);
        database.revoke(digest(TOKEN));
        time.pass(Duration.ofSeconds(1));
        assertRejected(answer, TOKEN, Rejection.REVOKED);
    }

    @Test
    void knownTokenIsLoadedAnewAtItsAgeWhileItIsStillTold() {
        create(TOKEN);
        time.pass(POLL);
        verify(TOKEN);
        time.pass(Duration.ofMinutes(11));
        int queries = replica.link.queryCount;
        assertVerified(replica.verify(TOKEN), Source.HIT);
        time.pass(SOON);
        assertThat(replica.link.queryCount).isEqualTo(queries + 1);
        assertVerified(replica.verify(TOKEN), Source.HIT);
        time.pass(SOON);
        assertThat(replica.link.queryCount).isEqualTo(queries + 1);
    }

    @Test
    void refreshThatFailsLeavesWhatWasKnown() {
        create(TOKEN);
        time.pass(POLL);
        verify(TOKEN);
        time.pass(Duration.ofMinutes(11));
        replica.link.queries = false;
        assertVerified(replica.verify(TOKEN), Source.HIT);
        time.pass(SOON);
        assertVerified(replica.verify(TOKEN), Source.HIT);
    }

    @Test
    void flightsAreBoundedAndThoseWithoutChecksumGetAQuarter() {
        try (SimulatedReplica small = new SimulatedReplica(database, time, withMaxFlights(8))) {
            time.pass(SOON);
            List<Answer> unchecked = IntStream.range(0, 3)
                    .mapToObj(i -> small.verify("x-made-up-token-" + i))
                    .toList();
            assertUnavailable(unchecked.get(2));
            List<Answer> checked = IntStream.range(0, 7)
                    .mapToObj(i -> small.verify("good-made-up-token-" + i))
                    .toList();
            assertUnavailable(checked.get(6));
            time.pass(SOON);
            Stream.concat(unchecked.stream().limit(2), checked.stream().limit(6))
                    .forEach(answer -> assertRejected(answer, Rejection.UNKNOWN, Source.MISS));
            assertThat(small.engine.flights()).isZero();
        }
    }

    @Test
    void manyOwnersChangedAtOnceAreStillCounted() {
        create(TOKEN);
        verify(TOKEN);
        for (int i = 0; i < 10_001; i++) {
            database.activate(1_000_000 + i, true);
        }
        database.activate(OWNER, false);
        time.pass(POLL);
        assertRejected(verify(TOKEN), TOKEN, Rejection.OWNER_INACTIVE);
    }

    private void create(String token) {
        create(token, OWNER, null);
    }

    private void create(String token, long owner, @Nullable Instant expiresAt) {
        database.create(digest(token), owner, expiresAt);
    }

    private Answer verify(String token) {
        Answer answer = replica.verify(token);
        time.pass(SOON);
        return answer;
    }

    private void acknowledged(Runnable change) {
        Answer answer = replica.change(database, change);
        for (int i = 0; i < 100 && !answer.ended(); i++) {
            time.pass(Duration.ofMillis(5));
        }
        assertThat(answer.ended()).isTrue();
    }

    private void cutOff() {
        replica.link.queries = false;
        replica.link.reads = false;
    }

    private void connect() {
        replica.link.queries = true;
        replica.link.reads = true;
    }

    private static TokenDigest digest(String token) {
        return TokenHasher.digest(TokenSecret.of(token));
    }

    private static void assertVerified(Answer answer, Source source) {
        assertThat(answer.told().verification()).isInstanceOf(Verified.class);
        assertThat(answer.told().source()).isEqualTo(source);
    }

    private static void assertRejected(Answer answer, Rejection reason, Source source) {
        assertRejected(answer, "", reason);
        assertThat(answer.told().source()).isEqualTo(source);
    }

    private static void assertRejected(Answer answer, String token, Rejection reason) {
        assertThat(answer.told().verification())
                .as(token)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.failure).isInstanceOf(Unavailable.class);
    }

    private static UnaryOperator<CacheSettings> withMaxStale(Duration maxStale) {
        return settings -> CacheSettings.of(settings.lease(), maxStale, settings.maxWeight());
    }

    private static UnaryOperator<CacheSettings> withMaxFlights(int flights) {
        return settings -> new CacheSettings(
                settings.lease(),
                settings.maxStale(),
                settings.poll(),
                settings.feedTimeout(),
                settings.readLimit(),
                settings.loadLimit(),
                settings.refreshAge(),
                settings.maxWeight(),
                settings.maxAbsent(),
                flights,
                settings.maxBatch(),
                settings.maxQueries());
    }
}
