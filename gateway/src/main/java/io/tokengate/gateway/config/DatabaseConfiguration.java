package io.tokengate.gateway.config;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.gateway.dialect.Bootstrap;
import io.tokengate.gateway.http.CursorKey;
import io.tokengate.gateway.setup.Schema;
import io.tokengate.gateway.setup.Setup;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private DataSource jdbc() {
        PGSimpleDataSource ds = new PGSimpleDataSource();
        ds.setServerNames(new String[] {"127.0.0.1"});
        ds.setPortNumbers(new int[] {54321});
        ds.setDatabaseName("tokengate");
        ds.setUser("postgres");
        return ds;
    }

    @Bean
    PreparedDatabase preparedDatabase(Setup setup, Environment environment, List<Bootstrap> bootstraps) {
        Schema.prepare(jdbc(), true);
        setup.install(bootstraps, environment, !environment.acceptsProfiles(Profiles.of("prod")))
                .forEach(System.out::println);
        return new PreparedDatabase(
                PostgresqlConnectionConfiguration.builder()
                        .host("127.0.0.1")
                        .port(54321)
                        .database("tokengate")
                        .username("postgres"),
                Map.of());
    }

    @Bean
    Setup setup(SecretGenerator generator, ChecksumKeys keys, Clock clock) {
        return new Setup(jdbc(), generator, keys, password -> password, clock);
    }

    @Bean
    CursorKey cursorKey(PreparedDatabase database, Setup setup) {
        return new CursorKey(setup.cursorKey());
    }

    @Bean
    io.tokengate.domain.store.UserRepository users() {
        return id -> reactor.core.publisher.Mono.empty();
    }
}
