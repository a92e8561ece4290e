package io.tokengate.gateway.store;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.tokengate.domain.store.Change;
import io.tokengate.domain.store.Changes;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.gateway.embedded.EmbeddedPostgres;
import io.tokengate.gateway.resilience.BreakerGuard;
import io.tokengate.gateway.resilience.Breakers;
import io.tokengate.gateway.setup.Schema;
import io.tokengate.gateway.support.PostgresServer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/** A database with the schema and one user, in which tests make changes and read their log. */
final class LoggedDatabase {
    static final Duration BUDGET = Duration.ofSeconds(60);

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final AtomicLong DIGESTS = new AtomicLong();

    private final String host;
    private final int port;
    private final String database;
    private final String username;
    private final String password;

    private LoggedDatabase(String host, int port, String database, String username, String password) {
        this.host = host;
        this.port = port;
        this.database = database;
        this.username = username;
        this.password = password;
    }

    /** A new one on the server of all tests. */
    static LoggedDatabase create() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        String name = server.newDatabase();
        URI url = URI.create(server.url(name));
        LoggedDatabase database =
                new LoggedDatabase(url.getHost(), url.getPort(), name, server.username(), server.password());
        database.prepare();
        return database;
    }

    /** The one of a server of the test's own, which {@link #prepare} makes ready if it is new. */
    static LoggedDatabase of(EmbeddedPostgres server) {
        return new LoggedDatabase(
                server.host(), server.port(), server.database(), server.username(), server.password());
    }

    /** The same as another user. */
    LoggedDatabase as(String user, String secret) {
        return new LoggedDatabase(host, port, database, user, secret);
    }

    String name() {
        return database;
    }

    void prepare() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbc());
        source.setUser(username);
        source.setPassword(password);
        Schema.prepare(source, true);
        execute(
                "insert into tenant (public_id, name, created_at, updated_at) "
                        + "values (gen_random_uuid(), 't', now(), now())",
                "insert into app_user (public_id, tenant_id, username, email, password_hash, roles, active, regular, "
                        + "created_at, updated_at) select gen_random_uuid(), id, 'u', 'u@x', '', '{USER}', true, true, "
                        + "now(), now() from tenant");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbc(), username, password);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, statements);
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return number(connection, sql);
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Changes the log by one: a new token, whose digest no other has. */
    TokenDigest newToken() throws SQLException {
        try (Connection connection = connect()) {
            return newToken(connection);
        }
    }

    static TokenDigest newToken(Connection connection) throws SQLException {
        byte[] digest = new byte[TokenDigest.LENGTH];
        ByteBuffer.wrap(digest).putLong(DIGESTS.incrementAndGet());
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal, enabled, "
                        + "created_at, updated_at) select tenant_id, id, 'd', gen_random_uuid(), ?, 'n', '{a}', false, "
                        + "true, now(), now() from app_user limit 1")) {
            insert.setBytes(1, digest);
            insert.executeUpdate();
        }
        return TokenDigest.of(digest);
    }

    /** Uses up ids as any other application of the cluster may, until the next one is at least this. */
    void useIdsUpTo(long xid) throws SQLException {
        try (Connection connection = connect()) {
            while (number(connection, "select pg_current_xact_id()::text::bigint") + 1 < xid) {
                Thread.onSpinWait();
            }
        }
    }

    /** A reader of the log. */
    Feed feed() {
        return feed(BUDGET, System::nanoTime);
    }

    Feed feed(Duration budget, LongSupplier nanoTime) {
        String application = "feed-" + NAMES.incrementAndGet();
        return new Feed(
                new PostgresTokenChanges(
                        loops -> connections(application, loops).create(), client(), budget, nanoTime),
                application);
    }

    ChangeLogPruner pruner(Duration keep, int batch) {
        return pruner(keep, batch, Duration.ofMinutes(5));
    }

    ChangeLogPruner pruner(Duration keep, int batch, Duration interval) {
        PostgresqlConnectionFactory connections = connections("pruner", null);
        R2dbcTransactions transactions = new R2dbcTransactions(
                TransactionalOperator.create(new R2dbcTransactionManager(connections)),
                new BreakerGuard(new Breakers().management(), Duration.ofSeconds(3), Duration.ofSeconds(7)),
                Duration.ofSeconds(10));
        return new ChangeLogPruner(DatabaseClient.create(connections), transactions, keep, interval, batch);
    }

    DatabaseClient client() {
        return DatabaseClient.create(connections("client", null));
    }

    /** Ends a feed's session from the server's side. */
    void terminate(Feed feed) throws SQLException {
        try (Connection connection = connect()) {
            execute(
                    connection,
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = '"
                            + feed.application() + "'");
            Awaitility.await().until(() -> sessions(connection, feed) == 0);
        }
    }

    /** Ends a feed's session from the server's side, and reads on in a new one; the news, which may be told again. */
    List<Change> reconnect(Feed feed) throws SQLException {
        terminate(feed);
        Changes read = Objects.requireNonNull(feed.changes()
                .read(Feed.LIMIT)
                .onErrorResume(Unavailable.class, failure -> feed.changes().read(Feed.LIMIT))
                .block());
        assertThat(read.gap()).isNull();
        return read.changes();
    }

    /** How many sessions a feed has. */
    long sessions(Feed feed) throws SQLException {
        try (Connection connection = connect()) {
            return sessions(connection, feed);
        }
    }

    /** The server's process of a feed's session. */
    ProcessHandle backend(Feed feed) throws SQLException {
        return ProcessHandle.of(number(
                        "select pid from pg_stat_activity where application_name = '" + feed.application() + "'"))
                .orElseThrow();
    }

    private static long sessions(Connection connection, Feed feed) throws SQLException {
        return number(
                connection,
                "select count(*) from pg_stat_activity where application_name = '" + feed.application() + "'");
    }

    private PostgresqlConnectionFactory connections(String application, @Nullable LoopResources loops) {
        PostgresqlConnectionConfiguration.Builder builder = PostgresqlConnectionConfiguration.builder()
                .host(host)
                .port(port)
                .database(database)
                .username(username)
                .password(password)
                .applicationName(application)
                .options(Map.of("synchronous_commit", "on"))
                .autodetectExtensions(false);
        return new PostgresqlConnectionFactory((loops == null ? builder : builder.loopResources(loops)).build());
    }

    private String jdbc() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
}
