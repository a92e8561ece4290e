package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.account.AccountService;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.store.RecoverableSecrets;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.verify.TokenFormats;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.security.TokenCallers;
import io.tokengate.gateway.security.UserCallers;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the dialect together. It needs no first credential: users come with their passwords. */
@Configuration(proxyBeanMethods = false)
class CredentialManagerConfiguration {
    @Bean
    CredentialManagerTokenFormat credentialManagerTokenFormat(SecretGenerator generator) {
        return new CredentialManagerTokenFormat(generator);
    }

    @Bean
    CredentialManagerCallers credentialManagerCallers(TokenCallers tokens, UserCallers users, AccountService accounts) {
        return new CredentialManagerCallers(tokens, users, accounts);
    }

    @Bean
    CredentialManagerDialect credentialManagerDialect(
            CredentialManagerCallers callers,
            AccountService accounts,
            TokenService tokens,
            RecoverableSecrets secrets,
            CredentialManagerTokenFormat format,
            List<TokenFormat> formats) {
        Json.prepare(CredentialManagerJson.class);
        Owners owners = new Owners(accounts);
        FoundTokens found = new FoundTokens(tokens);
        TokenMint mint = new TokenMint(format, new TokenFormats(formats));
        return new CredentialManagerDialect(
                new TokenList(callers, owners, tokens),
                new TokenIssue(callers, owners, tokens, secrets, mint),
                new CredentialManagerHandler(callers, found, tokens, new CredentialManagerAnswers(secrets)),
                new CredentialManagerOptions(callers, found));
    }
}
