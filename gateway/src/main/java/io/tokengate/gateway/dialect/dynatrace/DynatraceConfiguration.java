package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.gateway.http.CursorKey;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.security.TokenCallers;
import io.tokengate.gateway.security.VerificationCallers;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the dialect together. */
@Configuration(proxyBeanMethods = false)
class DynatraceConfiguration {
    @Bean
    DynatraceTokenFormat dynatraceTokenFormat(SecretGenerator generator, KeyedChecksum checksum) {
        return new DynatraceTokenFormat(generator, checksum);
    }

    @Bean
    DynatraceBootstrap dynatraceBootstrap(DynatraceTokenFormat format) {
        return new DynatraceBootstrap(format);
    }

    @Bean
    DynatraceDialect dynatraceDialect(
            DynatraceTokenFormat format,
            TokenCallers tokenCallers,
            VerificationCallers verificationCallers,
            TokenService tokens,
            TokenVerifier verifier,
            CursorKey cursorKey,
            Clock clock) {
        Json.prepare(DynatraceJson.class);
        DynatraceCallers callers = new DynatraceCallers(tokenCallers);
        return new DynatraceDialect(
                new DynatraceHandler(callers, tokens, format, new PageKeys(cursorKey.bytes()), clock),
                new DynatraceDeletion(callers, tokens),
                new DynatraceLookup(verificationCallers, verifier));
    }
}
