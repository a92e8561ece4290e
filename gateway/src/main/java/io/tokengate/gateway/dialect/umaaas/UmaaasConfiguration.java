package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.gateway.http.CursorKey;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.security.TokenCallers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the dialect together. */
@Configuration(proxyBeanMethods = false)
class UmaaasConfiguration {
    @Bean
    UmaaasTokenFormat umaaasTokenFormat(SecretGenerator generator, KeyedChecksum checksum) {
        return new UmaaasTokenFormat(generator, checksum);
    }

    @Bean
    UmaaasBootstrap umaaasBootstrap(UmaaasTokenFormat format) {
        return new UmaaasBootstrap(format);
    }

    @Bean
    UmaaasDialect umaaasDialect(
            UmaaasTokenFormat format, TokenCallers tokenCallers, TokenService tokens, CursorKey cursorKey) {
        Json.prepare(UmaaasJson.class);
        return new UmaaasDialect(
                new UmaaasHandler(new UmaaasCallers(tokenCallers), tokens, format, new ListCursors(cursorKey.bytes())));
    }
}
