package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.account.PasswordLogin;
import io.tokengate.domain.account.SessionService;
import io.tokengate.domain.manage.TokenLimit;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.UserRepository;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.SessionCallers;
import io.tokengate.gateway.security.TokenCallers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the dialect together. */
@Configuration(proxyBeanMethods = false)
class KpsConfiguration {
    @Bean
    KpsTokenFormat kpsTokenFormat(SecretGenerator generator, KeyedChecksum checksum) {
        return new KpsTokenFormat(generator, checksum);
    }

    @Bean
    KpsSessions kpsSessions(
            SessionService sessions, SessionCallers callers, SecretGenerator generator, KeyedChecksum checksum) {
        return new KpsSessions(sessions, callers, generator, checksum);
    }

    @Bean
    TokenLimit kpsTokenLimit(
            UserRepository users,
            TokenRepository tokens,
            @Value("${tokengate.kps.tokens.per.user:" + TokenLimit.NONE + "}") int perUser) {
        return new TokenLimit(users, tokens, perUser);
    }

    @Bean
    KpsDialect kpsDialect(
            PasswordLogin logins,
            KpsSessions sessions,
            SessionCallers sessionCallers,
            TokenCallers tokenCallers,
            ClientAddress addresses,
            TokenService tokens,
            TokenLimit kpsTokenLimit,
            KpsTokenFormat format) {
        Json.prepare(KpsJson.class);
        KpsCallers callers = new KpsCallers(sessions, sessionCallers, tokenCallers);
        return new KpsDialect(
                new KpsLoginHandler(logins, sessions, callers, addresses),
                new KpsTokenHandler(callers, tokens, kpsTokenLimit, format));
    }
}
