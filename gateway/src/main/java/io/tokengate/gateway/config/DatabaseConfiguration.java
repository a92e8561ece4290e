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
import io.tokengate.gateway.store.Installation;
import io.tokengate.gateway.store.WatchedLoops;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
import reactor.netty.resources.LoopResources;

/** Finds the database or starts the embedded one, and prepares it, all while the main thread waits. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);

    /** Longer than what the server itself ends, so that its word is heard where it has one. */
    private static final Duration SILENCE = PreparedDatabase.STATEMENT.plusSeconds(1);

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

    /** Loops of their own, so that neither side waits for the other's work. */
    @Bean(destroyMethod = "dispose")
    LoopResources databaseLoops() {
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        return new WatchedLoops("tokengate-db", loops, SILENCE);
    }

    @Bean
    @Lazy
    SetupConnection setupConnection(DatabaseAccess access) {
        return SetupConnection.to(access);
    }

    @Bean
    @Lazy
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
            LoopResources databaseLoops,
            ObjectProvider<Setup> setup,
            ChecksumKeys checksumKeys,
            SealingKeys sealingKeys,
            Environment environment,
            ApplicationContext application,
            List<Bootstrap> bootstraps) {
        FirstLook found = FirstLook.at(access, databaseLoops);
        if (found.schema() == Schema.State.LATER) {
            LOG.warn("the database's schema is of a later release, which this one serves over");
        }
        if (application instanceof WebServerApplicationContext) {
            FreePorts.require(environment);
        }
        if (!found.isAllDone(sealingKeys)) {
            make(found.schema(), access, setup.getObject(), sealingKeys, environment, bootstraps);
            found = FirstLook.at(access, databaseLoops);
        }
        Installation installation = found.installation().orElseThrow();
        checksumKeys.load(installation.checksumKeys());
        return new PreparedDatabase(access, found.schema(), found.sessionOptions(), installation);
    }

    private static void make(
            Schema.State schema,
            DatabaseAccess access,
            Setup setup,
            SealingKeys sealingKeys,
            Environment environment,
            List<Bootstrap> bootstraps) {
        if (schema == Schema.State.OTHER) {
            Schema.prepare(access.jdbc(), environment.getProperty("tokengate.migrate", Boolean.class, true));
        }
        boolean mayGenerate = !environment.acceptsProfiles(Profiles.of("prod"));
        Console.printOnce(setup.install(bootstraps, environment, mayGenerate));
        setup.makeSigningKey();
        setup.checkSealingKeys(sealingKeys);
    }

    @Bean
    Installation installation(PreparedDatabase database) {
        return database.installation();
    }

    @Bean
    CursorKey cursorKey(Installation installation) {
        return installation.cursorKey();
    }

    /** Known before the first request is, as those of checksums; kept up by {@link BackgroundWork}. */
    @Bean
    SigningKeys signingKeys(Installation installation, Clock clock) {
        SigningKeys keys = new SigningKeys(clock);
        keys.load(installation.signingKeys());
        return keys;
    }

    @Bean
    Visibility visibility(Installation installation) {
        return new Visibility(installation.tenant());
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
