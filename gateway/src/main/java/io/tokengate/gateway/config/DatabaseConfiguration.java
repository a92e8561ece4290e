package io.tokengate.gateway.config;

import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.SealingKeys;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.secret.SigningKeys;
import io.tokengate.gateway.dialect.Bootstrap;
import io.tokengate.gateway.embedded.EmbeddedPostgres;
import io.tokengate.gateway.http.CursorKey;
import io.tokengate.gateway.protocol.Visibility;
import io.tokengate.gateway.security.Argon2Passwords;
import io.tokengate.gateway.setup.Schema;
import io.tokengate.gateway.setup.Setup;
import io.tokengate.gateway.setup.StartupException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Finds the database or starts the embedded one, and prepares it, all on the main thread. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);

    /** It listens to this machine only and speaks none; asking would cost each connection a message. */
    private static final Map<String, String> NO_TLS = Map.of(DatabaseUrl.SSL_MODE, "disable");

    /** Only where no other database is given. Made before, and so ended after, all that uses it. */
    @Bean(destroyMethod = "close")
    @Lazy
    EmbeddedPostgres embeddedPostgres(Environment environment) {
        String standard = Path.of(System.getProperty("user.home"), ".tokengate").toString();
        return EmbeddedPostgres.start(
                Path.of(environment.getProperty("tokengate.data.dir", standard)), DatabaseConfiguration::endProcess);
    }

    @Bean
    DatabaseAccess databaseAccess(Environment environment, ObjectProvider<EmbeddedPostgres> embedded) {
        String url = environment.getProperty("tokengate.database.url");
        return url == null
                ? embedded(embedded.getObject())
                : new DatabaseAccess(
                        DatabaseUrl.parse(url),
                        environment.getProperty("tokengate.database.username"),
                        environment.getProperty("tokengate.database.password"));
    }

    @Bean
    SetupConnection setupConnection(DatabaseAccess access) {
        return new SetupConnection(access.jdbc());
    }

    @Bean
    Setup setup(
            SetupConnection connection,
            SecretGenerator generator,
            ChecksumKeys keys,
            Argon2Passwords passwords,
            Clock clock) {
        return new Setup(connection, generator, keys, passwords::hashNow, clock);
    }

    @Bean
    SealingKeys sealingKeys(Environment environment) {
        return SealingKeyLines.parse(environment.getProperty("tokengate.recoverable.keys"));
    }

    /** Ports are needed by who serves only, not by a command. */
    @Bean
    PreparedDatabase preparedDatabase(
            DatabaseAccess access,
            SetupConnection connection,
            Setup setup,
            SealingKeys sealingKeys,
            Environment environment,
            ApplicationContext application,
            List<Bootstrap> bootstraps) {
        Map<String, String> sessionOptions = DatabaseCheck.run(access, connection);
        prepareSchema(access, connection, environment);
        if (application instanceof WebServerApplicationContext) {
            FreePorts.require(environment);
        }
        boolean mayGenerate = !environment.acceptsProfiles(Profiles.of("prod"));
        Console.printOnce(setup.install(bootstraps, environment, mayGenerate));
        setup.checkSealingKeys(sealingKeys);
        return new PreparedDatabase(access, sessionOptions);
    }

    private static void prepareSchema(DatabaseAccess access, SetupConnection connection, Environment environment) {
        switch (Schema.state(connection)) {
            case OURS -> {}
            case LATER -> LOG.warn("the database's schema is of a later release, which this one serves over");
            case OTHER ->
                Schema.prepare(access.jdbc(), environment.getProperty("tokengate.migrate", Boolean.class, true));
        }
    }

    @Bean
    CursorKey cursorKey(PreparedDatabase database, Setup setup) {
        return new CursorKey(setup.cursorKey());
    }

    /** Known before the first request is; kept up by {@link BackgroundWork}. */
    @Bean
    SigningKeys signingKeys(PreparedDatabase database, Setup setup, Clock clock) {
        SigningKeys keys = new SigningKeys(clock);
        keys.load(setup.signingKeys());
        return keys;
    }

    @Bean
    Visibility visibility(PreparedDatabase database, Setup setup) {
        return new Visibility(setup.installation());
    }

    /** Better ended, and started anew by whoever looks after it, than alive and unable to answer. */
    private static void endProcess() {
        StartupFailures.print(new StartupException("the embedded PostgreSQL ended and cannot be started anew, see the"
                + " server.log in its data folder: this process ends too"));
        System.exit(1);
    }

    private static DatabaseAccess embedded(EmbeddedPostgres server) {
        DatabaseUrl.Host host = new DatabaseUrl.Host(server.host(), server.port());
        DatabaseUrl url = new DatabaseUrl(List.of(host), server.database(), null, null, NO_TLS);
        return new DatabaseAccess(url, server.username(), server.password());
    }
}
