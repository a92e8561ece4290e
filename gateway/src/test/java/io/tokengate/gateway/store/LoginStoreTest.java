package io.tokengate.gateway.store;

import io.tokengate.domain.account.LoginAttempt;
import io.tokengate.domain.account.LoginLimits;
import io.tokengate.domain.account.LoginRecord;
import io.tokengate.domain.account.LoginSource;
import io.tokengate.domain.account.PasswordStamp;
import io.tokengate.domain.account.SessionKind;
import io.tokengate.domain.account.User;
import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.LoginRepository;
import io.tokengate.domain.store.NewSession;
import io.tokengate.domain.store.SessionRepository;
import io.tokengate.domain.store.UserRepository;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** What is kept of logins, and for how long, in a database where nobody else counts. */
class LoginStoreTest {
    private static final RunningGateway GATEWAY =
            RunningGateway.start(PostgresServer.shared().newDatabase(), Map.of());
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final LoginLimits LIMITS = new LoginLimits(3, 5, Duration.ofMinutes(5));
    private static final LoginSource HERE = LoginSource.of("198.51.100.1");

    private final LoginRepository logins = GATEWAY.bean(LoginRepository.class);
    private final SessionRepository sessions = GATEWAY.bean(SessionRepository.class);
    private final LoginAttempt attempt = new LoginAttempt(UUID.randomUUID().toString(), HERE);

    @AfterAll
    static void close() {
        GATEWAY.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("truncate login_failure, login_source, login_session");
    }

    @Test
    void failuresAreCountedUntilTheirWindowEnds() {
        assertThat(find(NOW)).isEqualTo(new LoginRecord(0, 0, false));
        assertThat(fail(NOW)).isEqualTo(new LoginRecord(1, 1, false));
        assertThat(fail(NOW.plusSeconds(299))).isEqualTo(new LoginRecord(2, 2, false));
        assertThat(find(NOW.plusSeconds(299))).isEqualTo(new LoginRecord(2, 2, false));
        assertThat(find(NOW.plusSeconds(300))).isEqualTo(new LoginRecord(0, 0, false));
        assertThat(fail(NOW.plusSeconds(300))).isEqualTo(new LoginRecord(1, 1, false));
    }

    @Test
    void lastFailureOfTheLimitBeginsAWindowAndFurtherOnesDoNot() {
        fail(NOW);
        fail(NOW);
        fail(NOW.plusSeconds(200));
        fail(NOW.plusSeconds(210));
        assertThat(find(NOW.plusSeconds(499)).failures()).isEqualTo(4);
        assertThat(find(NOW.plusSeconds(500)).failures()).isZero();
    }

    @Test
    void familiarSourceIsNoStranger() {
        get(logins.remember(attempt, NOW).thenReturn(true));
        assertThat(fail(NOW)).isEqualTo(new LoginRecord(1, 0, true));
        LoginAttempt elsewhere = new LoginAttempt(attempt.account(), LoginSource.of("198.51.100.2"));
        assertThat(get(logins.countFailure(elsewhere, LIMITS, NOW))).isEqualTo(new LoginRecord(1, 1, false));
        assertThat(find(NOW)).isEqualTo(new LoginRecord(1, 1, true));
        assertThat(find(NOW.plus(LoginRepository.MEMORY)).familiar()).isFalse();
    }

    @Test
    void concurrentFailuresGetANumberEach() {
        List<Integer> numbers = get(Flux.range(0, 50)
                .flatMap(i -> logins.countFailure(attempt, LIMITS, NOW), 50)
                .map(LoginRecord::failures)
                .collectList());
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void concurrentFailuresOfManySourcesDoNotDeadlock() {
        List<Integer> numbers = get(Flux.range(0, 200)
                .flatMap(i -> logins.countFailure(from(i % 7), LIMITS, NOW), 50)
                .map(LoginRecord::strangers)
                .collectList());
        assertThat(numbers).doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    void sourcesOfOneAccountAreBounded() throws SQLException {
        for (int i = 0; i < LoginRepository.MAX_SOURCES + 5; i++) {
            get(logins.remember(from(i), NOW.plusSeconds(i)).thenReturn(true));
        }
        assertThat(count("login_source")).isEqualTo(LoginRepository.MAX_SOURCES);
        assertThat(get(logins.find(from(4), NOW)).familiar()).isFalse();
        assertThat(get(logins.find(from(5), NOW)).familiar()).isTrue();
    }

    @Test
    void sessionsOfOneUserAreBoundedAndTheOldestGoFirst() throws SQLException {
        User user = admin();
        execute("insert into login_session (digest, user_id, kind, password_stamp, created_at, expires_at)"
                + " select sha256(i::text::bytea), " + user.id() + ", 'LONG', 'x', now(), 'infinity'"
                + " from generate_series(1, " + SessionRepository.MAX_OF_USER + ") i");
        open(user, "first", NOW.plusSeconds(1));
        open(user, "second", NOW.plusSeconds(1));
        assertThat(count("login_session")).isEqualTo(SessionRepository.MAX_OF_USER);
        assertThat(get(sessions.find(digest("first"), NOW)).user()).isEqualTo(user);
        assertThat(get(sessions.find(digest("second"), NOW)).kind()).isEqualTo(SessionKind.LOGIN);
        StepVerifier.create(sessions.find(digest("second"), NOW.plusSeconds(1))).verifyComplete();
    }

    @Test
    void whatIsOverIsRemovedAndWhatIsNotStays() throws SQLException {
        User user = admin();
        open(user, "over", NOW);
        open(user, "good", NOW.plusMillis(1));
        get(logins.countFailure(attempt, LIMITS, NOW.minusSeconds(300)));
        get(logins.countFailure(from(1), LIMITS, NOW.minusSeconds(299)));
        get(logins.remember(attempt, NOW.minus(LoginRepository.MEMORY)).thenReturn(true));
        get(logins.remember(from(1), NOW.minus(LoginRepository.MEMORY).plusMillis(1))
                .thenReturn(true));
        prune(1_000);
        assertThat(count("login_session")).isEqualTo(1);
        assertThat(count("login_source")).isEqualTo(1);
        // Of the two failures the first opened the strangers' window, so what is left is the second's own.
        assertThat(count("login_failure")).isEqualTo(1);
    }

    @Test
    void failuresAreBoundedWhateverTheirWindow() throws SQLException {
        execute("insert into login_failure select 'name:' || i, 'x', 1, timestamptz '2026-02-04' + i * interval '1 s'"
                + " from generate_series(1, 25000) i");
        prune(2_000);
        assertThat(count("login_failure")).isEqualTo(2_000);
        assertThat(count("login_failure where account = 'name:25000'")).isEqualTo(1);
    }

    private LoginRecord find(Instant now) {
        return get(logins.find(attempt, now));
    }

    private LoginRecord fail(Instant now) {
        return get(logins.countFailure(attempt, LIMITS, now));
    }

    private LoginAttempt from(int source) {
        return new LoginAttempt(attempt.account(), LoginSource.of("203.0.113." + source));
    }

    private void open(User user, String secret, Instant expiresAt) {
        String hash =
                get(GATEWAY.bean(UserRepository.class).findByLogin("admin")).passwordHash();
        NewSession session =
                new NewSession(digest(secret), user.id(), SessionKind.LOGIN, PasswordStamp.of(hash), NOW, expiresAt);
        get(sessions.insert(session).thenReturn(true));
    }

    private static User admin() {
        return get(GATEWAY.bean(UserRepository.class).findByLogin("admin")).user();
    }

    private static TokenDigest digest(String secret) {
        return TokenHasher.digest(TokenSecret.of(secret));
    }

    private static void prune(int maxFailures) {
        new LoginPruning(GATEWAY.bean(DatabaseClient.class), Clock.fixed(NOW, ZoneOffset.UTC), maxFailures)
                .prune()
                .block(LIMIT);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = GATEWAY.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(String table) throws SQLException {
        try (Connection connection = GATEWAY.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static <T> T get(Mono<T> value) {
        return Objects.requireNonNull(value.block(LIMIT));
    }
}
