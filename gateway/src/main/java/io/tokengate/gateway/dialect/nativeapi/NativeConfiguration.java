package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.account.AccountService;
import io.tokengate.domain.account.PasswordService;
import io.tokengate.domain.account.TenantService;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.store.AuditRepository;
import io.tokengate.gateway.http.CursorKey;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.security.TokenCallers;
import io.tokengate.gateway.security.UserCallers;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the dialect together. */
@Configuration(proxyBeanMethods = false)
class NativeConfiguration {
    @Bean
    NativeTokenFormat nativeTokenFormat(SecretGenerator generator, KeyedChecksum checksum) {
        return new NativeTokenFormat(generator, checksum);
    }

    @Bean
    NativeBootstrap nativeBootstrap(NativeTokenFormat format) {
        return new NativeBootstrap(format);
    }

    @Bean
    NativeCallers nativeCallers(UserCallers users, TokenCallers tokens) {
        return new NativeCallers(users, tokens);
    }

    @Bean
    NativeDialect nativeDialect(
            NativeCallers callers,
            AccountService accounts,
            PasswordService passwords,
            TenantService tenants,
            TokenService tokens,
            AuditRepository audit,
            NativeTokenFormat format,
            CursorKey key,
            Clock clock) {
        Json.prepare(NativeJson.class);
        return new NativeDialect(
                new UserHandler(callers, accounts, passwords, new NativePages(key.bytes(), "users", 0)),
                new TenantHandler(callers, tenants, new NativePages(key.bytes(), "tenants", 0)),
                new NativeTokenHandler(callers, tokens, format, new NativePages(key.bytes(), "tokens", 0), clock),
                new AuditHandler(callers, audit, new NativePages(key.bytes(), "audit", Long.MAX_VALUE)));
    }
}
