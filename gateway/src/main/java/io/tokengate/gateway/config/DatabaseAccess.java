package io.tokengate.gateway.config;

import io.r2dbc.postgresql.MultiHostConnectionStrategy.TargetServerType;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.DefaultHostnameVerifier;
import io.r2dbc.postgresql.client.SSLMode;
import io.tokengate.gateway.setup.StartupException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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

    /** The host that was the primary when one was last found, for all who connect. */
    private final AtomicInteger primary = new AtomicInteger();

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
        requireRootCertificate(url);
    }

    /** The hosts, for messages. */
    String where() {
        return url.where();
    }

    /** So long one host has to let us in. */
    Duration connectTimeout() {
        String seconds = url.parameters().get(DatabaseUrl.CONNECT_TIMEOUT);
        return Duration.ofSeconds(seconds == null ? CONNECT_SECONDS : Integer.parseInt(seconds));
    }

    /** For setup, which blocks. */
    DataSource jdbc() {
        List<PGSimpleDataSource> hosts = url.hosts().stream().map(this::jdbc).toList();
        return hosts.size() == 1 ? hosts.getFirst() : new JdbcHostsInTurn(hosts, primary);
    }

    /**
     * For everything else.
     *
     * @param settings what each session has beside where and who
     */
    HostsInTurn r2dbc(UnaryOperator<PostgresqlConnectionConfiguration.Builder> settings) {
        return new HostsInTurn(
                url.hosts().stream()
                        .map(host -> new PostgresqlConnectionFactory(
                                settings.apply(r2dbc(host)).build()))
                        .toList(),
                connectTimeout(),
                primary);
    }

    private PGSimpleDataSource jdbc(DatabaseUrl.Host host) {
        int seconds = Math.toIntExact(connectTimeout().toSeconds());
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host.name()});
        source.setPortNumbers(new int[] {host.port()});
        source.setDatabaseName(url.database());
        source.setUser(username);
        source.setPassword(password);
        source.setTargetServerType("primary");
        source.setConnectTimeout(seconds);
        source.setLoginTimeout(seconds);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setApplicationName(APPLICATION);
        source.setSslMode(sslMode());
        set(DatabaseUrl.SSL_ROOT_CERT, source::setSslRootCert);
        set(DatabaseUrl.SSL_CERT, source::setSslCert);
        set(DatabaseUrl.SSL_KEY, source::setSslKey);
        set(DatabaseUrl.APPLICATION_NAME, source::setApplicationName);
        return source;
    }

    private PostgresqlConnectionConfiguration.Builder r2dbc(DatabaseUrl.Host host) {
        PostgresqlConnectionConfiguration.Builder builder = PostgresqlConnectionConfiguration.builder()
                .addHost(host.name(), host.port())
                .database(url.database())
                .username(username)
                .password(password)
                .targetServerType(TargetServerType.PRIMARY)
                .connectTimeout(connectTimeout())
                .applicationName(APPLICATION)
                // There are none, and looking for them reads files, at each connection.
                .autodetectExtensions(false)
                // Written out, an instant alone costs more to read than the rest of its row.
                .forceBinary(true)
                .sslMode(SSLMode.fromValue(sslMode()))
                // Whether the certificate is the host's is asked once, and in mode verify-full only.
                .sslContextBuilderCustomizer(context -> context.endpointIdentificationAlgorithm(null))
                .sslHostnameVerifier(
                        (resolved, session) -> DefaultHostnameVerifier.INSTANCE.verify(host.name(), session));
        set(DatabaseUrl.SSL_ROOT_CERT, builder::sslRootCert);
        set(DatabaseUrl.SSL_CERT, builder::sslCert);
        set(DatabaseUrl.SSL_KEY, builder::sslKey);
        set(DatabaseUrl.APPLICATION_NAME, builder::applicationName);
        return builder;
    }

    /** Told to both drivers always: their own defaults differ. */
    private String sslMode() {
        return url.parameters().getOrDefault(DatabaseUrl.SSL_MODE, "prefer");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url.toString();
    }

    /** Without one the drivers trust different ones: a file of the user's home, or whom Java trusts. */
    private static void requireRootCertificate(DatabaseUrl url) {
        String mode = url.parameters().getOrDefault(DatabaseUrl.SSL_MODE, "");
        if (mode.startsWith("verify-") && !url.parameters().containsKey(DatabaseUrl.SSL_ROOT_CERT)) {
            throw new StartupException("TOKENGATE_DATABASE_URL has sslmode=" + mode
                    + " without sslrootcert: name the file with the certificates to trust");
        }
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
