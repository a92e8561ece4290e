package io.tokengate.gateway.store;

import io.tokengate.domain.store.NewToken;
import io.tokengate.domain.store.Position;
import io.tokengate.domain.store.StoreException.Conflict;
import io.tokengate.domain.store.TimeRange;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link TokenRepository} must do, whatever it keeps its tokens in. */
abstract class TokenRepositoryContract {
    private static final DialectName DIALECT = new DialectName("contract");
    private static final DialectName OTHER = new DialectName("other");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Random random = new Random(7);
    private TokenRepository tokens;
    private Transactions transactions;
    private long tenant;
    private long owner;

    abstract TokenRepository tokens();

    abstract Transactions transactions();

    /** A new tenant with nothing in it. */
    abstract long newTenant();

    /** A new user of a tenant. */
    abstract long newOwner(long tenant, String name);

    /** Notes a use as {@link io.tokengate.domain.store.UsageRecorder} does; done when it can be read. */
    abstract void use(TokenId token, Instant at, String address);

    @BeforeEach
    void begin() {
        tokens = tokens();
        transactions = transactions();
        tenant = newTenant();
        owner = newOwner(tenant, "owner" + NUMBERS.incrementAndGet());
    }

    @Test
    void insertedTokenIsFoundInEveryWayAndWhole() {
        NewToken stored = new NewToken(
                tenant,
                owner,
                DIALECT,
                "public",
                digest(),
                "Ünïcode ✓ 'quoted' \\ \"",
                Scopes.of("b", "a"),
                true,
                false,
                START,
                START.plusSeconds(60));
        ApiToken inserted = get(tokens.insert(stored));

        assertThat(inserted.publicId()).isEqualTo("public");
        assertThat(inserted.name()).isEqualTo(stored.name());
        assertThat(inserted.scopes().names()).containsExactly("a", "b");
        assertThat(inserted.personal()).isTrue();
        assertThat(inserted.enabled()).isFalse();
        assertThat(inserted.createdAt()).isEqualTo(START);
        assertThat(inserted.updatedAt()).isEqualTo(START);
        assertThat(inserted.expiresAt()).isEqualTo(START.plusSeconds(60));
        assertThat(inserted.modifiedAt()).isNull();
        assertThat(inserted.revokedAt()).isNull();
        assertThat(inserted.lastUse()).isNull();
        assertThat(inserted.revision()).isEqualTo(1);
        assertThat(inserted.tenant().id()).isEqualTo(tenant);
        assertThat(inserted.owner().id()).isEqualTo(owner);
        assertThat(get(tokens.findByDigest(stored.digest()))).isEqualTo(inserted);
        assertThat(get(tokens.findById(inserted.id()))).isEqualTo(inserted);
        assertThat(get(tokens.find(inserted.ref()))).isEqualTo(inserted);
    }

    @Test
    void whatIsNotThereIsEmpty() {
        StepVerifier.create(tokens.findByDigest(digest())).verifyComplete();
        StepVerifier.create(tokens.findById(new TokenId(Integer.MAX_VALUE))).verifyComplete();
        StepVerifier.create(tokens.find(new TokenRef(tenant, DIALECT, "nobody")))
                .verifyComplete();
    }

    @Test
    void otherTenantsAndDialectsDoNotReachIt() {
        ApiToken token = insert("name", START);
        StepVerifier.create(tokens.find(new TokenRef(newTenant(), DIALECT, token.publicId())))
                .verifyComplete();
        StepVerifier.create(tokens.find(new TokenRef(tenant, OTHER, token.publicId())))
                .verifyComplete();
        assertThat(list(TokenFilter.all(newTenant(), DIALECT))).isEmpty();
        assertThat(list(TokenFilter.all(tenant, OTHER))).isEmpty();
    }

    @Test
    void publicIdIsUniqueInItsDialectAndDigestAmongAll() {
        TokenDigest digest = digest();
        get(tokens.insert(newToken(DIALECT, "same", digest, "n")));
        StepVerifier.create(tokens.insert(newToken(DIALECT, "same", digest(), "n")))
                .verifyError(Conflict.class);
        StepVerifier.create(tokens.insert(newToken(OTHER, "another", digest, "n")))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                conflict -> assertThat(conflict.constraint()).contains("digest")));
        assertThat(get(tokens.insert(newToken(OTHER, "same", digest(), "n"))).publicId())
                .isEqualTo("same");
    }

    @Test
    void updateReplacesWhatItMayAndCountsTheRevision() {
        ApiToken token = insert("before", START);
        Instant later = START.plusSeconds(5);
        get(tokens.update(changed(token, "after", Scopes.of("x"), false, later)).thenReturn(true));

        ApiToken updated = get(tokens.find(token.ref()));
        assertThat(updated.name()).isEqualTo("after");
        assertThat(updated.scopes()).isEqualTo(Scopes.of("x"));
        assertThat(updated.enabled()).isFalse();
        assertThat(updated.updatedAt()).isEqualTo(later);
        assertThat(updated.modifiedAt()).isEqualTo(later);
        assertThat(updated.revision()).isEqualTo(2);
        assertThat(updated.createdAt()).isEqualTo(START);
    }

    @Test
    void revokedTokenIsKnownByItsDigestOnly() {
        TokenDigest digest = digest();
        ApiToken token = get(tokens.insert(newToken(DIALECT, "gone", digest, "n")));
        get(tokens.revoke(token.id(), START).thenReturn(true));

        StepVerifier.create(tokens.find(token.ref())).verifyComplete();
        assertThat(list(TokenFilter.all(tenant, DIALECT))).isEmpty();
        assertThat(get(tokens.count(TokenFilter.all(tenant, DIALECT)))).isZero();
        assertThat(get(tokens.findByDigest(digest)).revokedAt()).isEqualTo(START);
        StepVerifier.create(tokens.insert(newToken(DIALECT, "gone", digest(), "n")))
                .verifyError(Conflict.class);
    }

    @Test
    void revokeOwnedByTakesAllOfOneOwnerOnce() {
        insert("one", START);
        insert("two", START);
        long other = newOwner(tenant, "other" + NUMBERS.incrementAndGet());
        ApiToken kept = get(tokens.insert(
                new NewToken(tenant, other, DIALECT, "kept", digest(), "n", Scopes.of("a"), false, true, START, null)));

        assertThat(get(tokens.revokeOwnedBy(owner, START))).isEqualTo(2);
        assertThat(get(tokens.revokeOwnedBy(owner, START))).isZero();
        assertThat(list(TokenFilter.all(tenant, DIALECT))).containsExactly(kept);
    }

    @Test
    void lastUseIsShownAndFilteredByBothEnds() {
        ApiToken used = insert("used", START);
        insert("never", START);
        Instant at = START.plusSeconds(10);
        use(used.id(), at, "192.0.2.7");

        ApiToken read = get(tokens.find(used.ref()));
        assertThat(Objects.requireNonNull(read.lastUse()).at()).isEqualTo(at);
        assertThat(read.lastUse().address()).isEqualTo("192.0.2.7");
        assertThat(list(filter(null, null, TimeRange.ANY, new TimeRange(at, at))))
                .containsExactly(read);
        assertThat(list(filter(null, null, TimeRange.ANY, new TimeRange(null, at))))
                .containsExactly(read);
        assertThat(list(filter(null, null, TimeRange.ANY, new TimeRange(at.plusMillis(1), null))))
                .isEmpty();
        assertThat(list(filter(null, null, TimeRange.ANY, new TimeRange(null, at.minusMillis(1)))))
                .isEmpty();
    }

    @Test
    void filtersByNameAndCreationWithBothEndsIncluded() {
        ApiToken first = insert("first", START);
        ApiToken second = insert("second", START.plusMillis(1));
        assertThat(list(filter("first", null, TimeRange.ANY, TimeRange.ANY))).containsExactly(first);
        assertThat(list(filter("FIRST", null, TimeRange.ANY, TimeRange.ANY))).isEmpty();
        assertThat(list(filter(null, true, TimeRange.ANY, TimeRange.ANY))).isEmpty();
        assertThat(list(filter(null, null, new TimeRange(START, START), TimeRange.ANY)))
                .containsExactly(first);
        assertThat(list(filter(null, null, new TimeRange(START.plusMillis(1), null), TimeRange.ANY)))
                .containsExactly(second);
        assertThat(list(TokenFilter.all(tenant, DIALECT).ownedBy(owner))).containsExactly(first, second);
        assertThat(list(TokenFilter.all(tenant, DIALECT).ownedBy(owner + 1_000_000)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ID, true", "ID, false",
        "NAME, true", "NAME, false",
        "CREATED, true", "CREATED, false",
        "LAST_USED, true", "LAST_USED, false",
        "EXPIRES, true", "EXPIRES, false",
        "MODIFIED, true", "MODIFIED, false"
    })
    void pagesTogetherAreTheWholeListInItsOrder(TokenOrder.Key key, boolean ascending) {
        for (int i = 0; i < 23; i++) {
            // Few values, so that many are equal and some have none.
            insertVaried(i % 4, i % 3 == 0 ? null : START.plusSeconds(i % 5));
        }
        TokenOrder order = new TokenOrder(key, ascending);
        TokenFilter filter = TokenFilter.all(tenant, DIALECT);
        List<ApiToken> whole = list(new TokenQuery(filter, order, null, 0, 100));
        List<ApiToken> paged = new ArrayList<>();
        Position after = null;
        for (List<ApiToken> page = list(new TokenQuery(filter, order, null, 0, 5));
                !page.isEmpty();
                page = list(new TokenQuery(filter, order, after, 0, 5))) {
            paged.addAll(page);
            after = Position.of(page.getLast(), order);
        }
        assertThat(whole).hasSize(23);
        assertThat(paged).containsExactlyElementsOf(whole);
        assertThat(list(new TokenQuery(filter, new TokenOrder(key, !ascending), null, 0, 100)))
                .containsExactlyElementsOf(whole.reversed());
    }

    @Test
    void rowsThatComeAndGoBetweenPagesShiftNothing() {
        List<ApiToken> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(insert("n" + i, START));
        }
        TokenFilter filter = TokenFilter.all(tenant, DIALECT);
        List<ApiToken> first = list(new TokenQuery(filter, TokenOrder.BY_ID, null, 0, 4));
        get(tokens.revoke(all.getFirst().id(), START).thenReturn(true));
        ApiToken added = insert("added", START);
        List<ApiToken> rest =
                list(new TokenQuery(filter, TokenOrder.BY_ID, Position.of(first.getLast(), TokenOrder.BY_ID), 0, 100));

        List<ApiToken> expected = new ArrayList<>(all.subList(4, 10));
        expected.add(added);
        assertThat(rest).containsExactlyElementsOf(expected);
    }

    @Test
    void offsetLeavesOutTheFirst() {
        insert("a", START);
        ApiToken second = insert("b", START);
        insert("c", START);
        assertThat(list(new TokenQuery(TokenFilter.all(tenant, DIALECT), TokenOrder.BY_ID, null, 1, 1)))
                .containsExactly(second);
    }

    @Test
    void longListIsStreamedToASlowReader() {
        for (int i = 0; i < 1_300; i++) {
            insert("n", START);
        }
        StepVerifier.create(tokens.list(TokenQuery.all(TokenFilter.all(tenant, DIALECT))), 1)
                .expectNextCount(1)
                .thenRequest(700)
                .expectNextCount(700)
                .thenCancel()
                .verify();
        assertThat(list(TokenFilter.all(tenant, DIALECT))).hasSize(1_300);
    }

    @Test
    void failedTransactionLeavesNothing() {
        StepVerifier.create(transactions.inTransaction(tokens.insert(newToken(DIALECT, "half", digest(), "n"))
                        .then(Mono.<ApiToken>error(new IllegalStateException("midway")))))
                .verifyError(IllegalStateException.class);
        StepVerifier.create(tokens.find(new TokenRef(tenant, DIALECT, "half"))).verifyComplete();
    }

    @Test
    void cancelledTransactionIsDoneAsAWhole() {
        Mono<ApiToken> work = transactions.inTransaction(tokens.insert(newToken(DIALECT, "done", digest(), "n")));
        StepVerifier.create(work).thenAwait().thenCancel().verify();
        org.awaitility.Awaitility.await()
                .until(() -> tokens.find(new TokenRef(tenant, DIALECT, "done"))
                        .hasElement()
                        .block());
    }

    @Test
    void lockedTokenWaitsForTheOther() {
        ApiToken token = insert("n", START);
        Mono<Long> raise = transactions.inTransaction(tokens.findForUpdate(token.ref())
                .flatMap(found -> tokens.update(changed(found, found.name() + "+", found.scopes(), true, START))
                        .thenReturn(found.revision())));
        StepVerifier.create(Mono.zip(raise, raise, raise)).expectNextCount(1).verifyComplete();

        ApiToken raised = get(tokens.find(token.ref()));
        assertThat(raised.name()).isEqualTo("n+++");
        assertThat(raised.revision()).isEqualTo(4);
    }

    private void insertVaried(int name, @Nullable Instant time) {
        ApiToken token = get(tokens.insert(new NewToken(
                tenant,
                owner,
                DIALECT,
                UUID.randomUUID().toString(),
                digest(),
                "n" + name,
                Scopes.of("a"),
                false,
                true,
                time == null ? START : time,
                time)));
        if (time != null) {
            get(tokens.update(changed(token, token.name(), token.scopes(), true, time))
                    .thenReturn(true));
            use(token.id(), time, "192.0.2.1");
        }
    }

    private ApiToken insert(String name, Instant createdAt) {
        return get(tokens.insert(new NewToken(
                tenant,
                owner,
                DIALECT,
                UUID.randomUUID().toString(),
                digest(),
                name,
                Scopes.of("a"),
                false,
                true,
                createdAt,
                null)));
    }

    private NewToken newToken(DialectName dialect, String publicId, TokenDigest digest, String name) {
        return new NewToken(tenant, owner, dialect, publicId, digest, name, Scopes.of("a"), false, true, START, null);
    }

    private static ApiToken changed(ApiToken token, String name, Scopes scopes, boolean enabled, Instant at) {
        return new ApiToken(
                token.id(),
                token.dialect(),
                token.publicId(),
                token.tenant(),
                token.owner(),
                name,
                scopes,
                token.personal(),
                enabled,
                token.createdAt(),
                at,
                at,
                token.expiresAt(),
                token.revokedAt(),
                token.revision() + 1,
                token.lastUse());
    }

    private TokenFilter filter(@Nullable String name, @Nullable Boolean personal, TimeRange created, TimeRange used) {
        return new TokenFilter(tenant, DIALECT, null, null, personal, null, name, created, TimeRange.ANY, used);
    }

    private List<ApiToken> list(TokenFilter filter) {
        return list(new TokenQuery(filter, TokenOrder.BY_ID, null, 0, 10_000));
    }

    private List<ApiToken> list(TokenQuery query) {
        return get(tokens.list(query).collectList());
    }

    private TokenDigest digest() {
        byte[] bytes = new byte[TokenDigest.LENGTH];
        random.nextBytes(bytes);
        // Other instances of the kit begin with the same seed.
        java.nio.ByteBuffer.wrap(bytes).putInt(NUMBERS.incrementAndGet());
        return TokenDigest.of(bytes);
    }

    private static <T> T get(Mono<T> value) {
        return Objects.requireNonNull(value.block(java.time.Duration.ofSeconds(20)));
    }
}
