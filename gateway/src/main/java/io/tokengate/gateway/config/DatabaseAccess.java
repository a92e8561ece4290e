package io.tokengate.gateway.config;

import io.r2dbc.postgresql.MultiHostConnectionStrategy.TargetServerType;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.client.SSLMode;
import io.tokengate.gateway.setup.StartupException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A database and who we are to it, as each of the two drivers wants to be told. */
final class DatabaseAccess {
    private static final int CONNECT_SECONDS = 5;
    private static final int SOCKET_SECONDS = 60;
    private static final String APPLICATION = "tokengate";

    private final DatabaseUrl url;
    private final String username;
    private final String password;

    /**
     * Puts the url and what is given apart together; what is given apart wins.
     *
     * @throws StartupException if there is no user name
     */
    DatabaseAccess(DatabaseUrl url, @Nullable String username, @Nullable String password) {
        this.url = url;
        this.username = first(username, url.username());
        this.password = first(password, url.password());
        if (this.username.isEmpty()) {
            throw new StartupException("TOKENGATE_DATABASE_URL names no user: set TOKENGATE_DATABASE_USERNAME");
        }
    }

    /** The hosts, for messages. */
    String where() {
        return url.where();
    }

    /** For setup, which blocks. */
    DataSource jdbc() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(url.hosts().stream().map(DatabaseUrl.Host::name).toArray(String[]::new));
        source.setPortNumbers(
                url.hosts().stream().mapToInt(DatabaseUrl.Host::port).toArray());
        source.setDatabaseName(url.database());
        source.setUser(username);
        source.setPassword(password);
        source.setTargetServerType("primary");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setApplicationName(APPLICATION);
        set(DatabaseUrl.SSL_MODE, source::setSslMode);
        set(DatabaseUrl.SSL_ROOT_CERT, source::setSslRootCert);
        set(DatabaseUrl.SSL_CERT, source::setSslCert);
        set(DatabaseUrl.SSL_KEY, source::setSslKey);
        set(DatabaseUrl.CONNECT_TIMEOUT, seconds -> source.setConnectTimeout(Integer.parseInt(seconds)));
        set(DatabaseUrl.APPLICATION_NAME, source::setApplicationName);
        return source;
    }

    /** For everything else. */
    PostgresqlConnectionConfiguration.Builder r2dbc() {
        PostgresqlConnectionConfiguration.Builder builder = PostgresqlConnectionConfiguration.builder()
                .database(url.database())
                .username(username)
                .password(password)
                .targetServerType(TargetServerType.PRIMARY)
                .connectTimeout(Duration.ofSeconds(CONNECT_SECONDS))
                .applicationName(APPLICATION);
        url.hosts().forEach(host -> builder.addHost(host.name(), host.port()));
        set(DatabaseUrl.SSL_MODE, mode -> builder.sslMode(SSLMode.fromValue(mode)));
        set(DatabaseUrl.SSL_ROOT_CERT, builder::sslRootCert);
        set(DatabaseUrl.SSL_CERT, builder::sslCert);
        set(DatabaseUrl.SSL_KEY, builder::sslKey);
        set(
                DatabaseUrl.CONNECT_TIMEOUT,
                seconds -> builder.connectTimeout(Duration.ofSeconds(Integer.parseInt(seconds))));
        set(DatabaseUrl.APPLICATION_NAME, builder::applicationName);
        return builder;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url.toString();
    }

    private void set(String parameter, Consumer<String> setter) {
        Map<String, String> parameters = url.parameters();
        String value = parameters.get(parameter);
        if (value != null) {
            setter.accept(value);
        }
    }

    private static String first(@Nullable String apart, @Nullable String inUrl) {
        if (apart != null) {
            return apart;
        }
        return inUrl == null ? "" : inUrl;
    }
}
