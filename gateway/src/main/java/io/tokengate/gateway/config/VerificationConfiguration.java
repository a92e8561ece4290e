package io.tokengate.gateway.config;

import io.tokengate.domain.manage.CallerCheck;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.SessionRepository;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.store.UserRepository;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.verify.RepositoryTokenVerifier;
import io.tokengate.domain.verify.TokenFormats;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.TokenCallers;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The verdict and the use cases, put together. */
@Configuration(proxyBeanMethods = false)
class VerificationConfiguration {
    /** Cut to milliseconds, as all that is stored or shown. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    SecretGenerator secretGenerator() {
        return new SecretGenerator();
    }

    @Bean
    ChecksumKeys checksumKeys(Clock clock) {
        return new ChecksumKeys(clock);
    }

    @Bean
    KeyedChecksum keyedChecksum(ChecksumKeys keys) {
        return new KeyedChecksum(keys);
    }

    /** Callers of management routes are read from the primary, whatever is known of them. */
    @Bean
    TokenCallers tokenCallers(
            List<TokenFormat> formats,
            TokenRepository tokens,
            UsageRecorder usage,
            ClientAddress addresses,
            Clock clock) {
        return new TokenCallers(primary(formats, tokens, clock), usage, addresses, clock);
    }

    @Bean
    CallerCheck callerCheck(TokenRepository tokens, UserRepository users, SessionRepository sessions, Clock clock) {
        return new CallerCheck(tokens, users, sessions, clock);
    }

    @Bean
    TokenService tokenService(
            TokenRepository tokens, CallerCheck callers, AuditLog audit, Transactions transactions, Clock clock) {
        return new TokenService(tokens, callers, audit, transactions, clock);
    }

    private static TokenVerifier primary(List<TokenFormat> formats, TokenRepository tokens, Clock clock) {
        return new RepositoryTokenVerifier(new TokenFormats(formats), tokens, clock);
    }
}
