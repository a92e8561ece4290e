package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.TokenVerifiers;
import io.tokengate.gateway.http.CursorKey;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.security.ClientAddress;
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

    /** Caller and token are judged by one verifier, which remembers: a lookup changes nothing. */
    @Bean
    DynatraceLookup dynatraceLookup(
            TokenVerifiers verifiers, UsageRecorder usage, ClientAddress addresses, Clock clock) {
        TokenVerifier verifier = verifiers.forProtocol("dynatrace");
        return new DynatraceLookup(new VerificationCallers(verifier, usage, addresses, clock), verifier);
    }

    @Bean
    DynatraceDialect dynatraceDialect(
            DynatraceTokenFormat format,
            TokenCallers tokenCallers,
            DynatraceLookup lookup,
            TokenService tokens,
            CursorKey cursorKey,
            Clock clock) {
        Json.prepare(DynatraceJson.class);
        DynatraceCallers callers = new DynatraceCallers(tokenCallers);
        return new DynatraceDialect(
                new DynatraceHandler(callers, tokens, format, new PageKeys(cursorKey.bytes()), clock),
                new DynatraceDeletion(callers, tokens),
                lookup);
    }
}
