package io.tokengate.gateway.config;

import io.tokengate.domain.account.AccountService;
import io.tokengate.domain.account.LoginLimits;
import io.tokengate.domain.account.LoginThrottle;
import io.tokengate.domain.account.PasswordLogin;
import io.tokengate.domain.account.PasswordService;
import io.tokengate.domain.account.Passwords;
import io.tokengate.domain.account.SessionService;
import io.tokengate.domain.account.TenantService;
import io.tokengate.domain.manage.CallerCheck;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.LoginRepository;
import io.tokengate.domain.store.SessionRepository;
import io.tokengate.domain.store.TenantRepository;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.store.UserRepository;
import io.tokengate.gateway.security.Argon2Passwords;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.PasswordKey;
import io.tokengate.gateway.security.RememberedLogins;
import io.tokengate.gateway.security.SessionCallers;
import io.tokengate.gateway.security.UserCallers;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Users, tenants and passwords, put together. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {
    @Bean
    PasswordKey passwordKey(SecretGenerator generator) {
        return new PasswordKey(generator);
    }

    @Bean(destroyMethod = "close")
    Argon2Passwords passwords(PasswordKey key) {
        return new Argon2Passwords(key);
    }

    @Bean
    AccountService accountService(
            UserRepository users,
            TenantRepository tenants,
            TokenRepository tokens,
            Passwords passwords,
            CallerCheck callers,
            AuditLog audit,
            Transactions transactions,
            SecretGenerator generator,
            Clock clock) {
        return new AccountService(users, tenants, tokens, passwords, callers, audit, transactions, generator, clock);
    }

    @Bean
    PasswordService passwordService(
            PasswordLogin logins,
            UserRepository users,
            Passwords passwords,
            CallerCheck callers,
            AuditLog audit,
            Transactions transactions,
            Clock clock) {
        return new PasswordService(logins, users, passwords, callers, audit, transactions, clock);
    }

    /** Counts failures of logins by password; the numbers are the operator's. */
    @Bean
    LoginThrottle loginThrottle(
            LoginRepository logins,
            Clock clock,
            @Value("${tokengate.login.failures:20}") int failures,
            @Value("${tokengate.login.failures.strangers:100}") int strangers,
            @Value("${tokengate.login.window.seconds:300}") int window) {
        return new LoginThrottle(logins, new LoginLimits(failures, strangers, Duration.ofSeconds(window)), clock);
    }

    @Bean
    PasswordLogin passwordLogin(UserRepository users, Passwords passwords, LoginThrottle throttle, PasswordKey key) {
        return new PasswordLogin(users, passwords, throttle, new RememberedLogins(key));
    }

    @Bean
    SessionService sessionService(SessionRepository sessions, Clock clock) {
        return new SessionService(sessions, clock);
    }

    @Bean
    TenantService tenantService(
            TenantRepository tenants,
            CallerCheck callers,
            AuditLog audit,
            Transactions transactions,
            SecretGenerator generator,
            Clock clock) {
        return new TenantService(tenants, callers, audit, transactions, generator, clock);
    }

    @Bean
    UserCallers userCallers(PasswordLogin logins, ClientAddress addresses) {
        return new UserCallers(logins, addresses);
    }

    @Bean
    SessionCallers sessionCallers(SessionService sessions, ClientAddress addresses) {
        return new SessionCallers(sessions, addresses);
    }
}
