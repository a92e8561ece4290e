package io.tokengate.gateway.support;

import io.tokengate.gateway.embedded.EmbeddedPostgres;
import io.tokengate.gateway.embedded.EmbeddedPostgresException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One PostgreSQL for all tests of a JVM, and a database of its own for whoever asks. */
public final class PostgresServer {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable PostgresServer shared;

    private final String host;
    private final int port;
    private final String username;
    private final String password;

    private PostgresServer(String host, int port, String username, String password) {
        this.host = host;
        this.port = port;
        this.username = username;
        this.password = password;
    }

    /** The server: started at the first call, stopped with the JVM. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Makes a new, empty database; its name. */
    public String newDatabase() {
        String name = "test_" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
        execute("postgres", "create database " + name);
        return name;
    }

    /** The url of a database, as the setting wants it. */
    public String url(String database) {
        return "postgresql://" + host + ":" + port + "/" + database;
    }

    public String username() {
        return username;
    }

    public String password() {
        return password;
    }

    /** A new connection, to look or change behind the gateway's back. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url(database), username, password);
    }

    /** One that is given, else the embedded one, else a container; without any of them the tests fail. */
    private static PostgresServer start() {
        String given = System.getenv("TEST_DATABASE_URL");
        if (given != null) {
            return given(URI.create(given));
        }
        try {
            return embedded();
        } catch (EmbeddedPostgresException e) {
            return container(e);
        }
    }

    private static PostgresServer given(URI url) {
        String[] user = url.getUserInfo().split(":", 2);
        return new PostgresServer(url.getHost(), url.getPort(), user[0], user.length > 1 ? user[1] : "");
    }

    /** Fast rather than durable: what these tests lose in a crash of the machine, nobody misses. */
    private static PostgresServer embedded() {
        try {
            Path folder = Files.createTempDirectory("tokengate-test");
            Path programs = Path.of("target", "postgresql").toAbsolutePath();
            EmbeddedPostgres server = EmbeddedPostgres.start(folder, programs, false);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return new PostgresServer(server.host(), server.port(), server.username(), server.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer container(EmbeddedPostgresException why) {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine");
        try {
            container.start();
        } catch (IllegalStateException e) {
            e.addSuppressed(why);
            throw e;
        }
        return new PostgresServer(
                container.getHost(), container.getFirstMappedPort(), container.getUsername(), container.getPassword());
    }

    private void execute(String database, String sql) {
        try (Connection connection = connect(database)) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
