package io.tokengate.gateway.protocol.introspection;

import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.secret.SigningKeys;
import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.TokenVerifiers;
import io.tokengate.gateway.http.LocalAddress;
import io.tokengate.gateway.protocol.Visibility;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.TokenCallers;
import io.tokengate.gateway.security.VerificationCallers;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the protocol together. */
@Configuration(proxyBeanMethods = false)
class IntrospectionConfiguration {
    @Bean
    Issuer issuer(Environment environment) {
        return new Issuer(environment.getProperty("tokengate.issuer"), () -> LocalAddress.of(environment));
    }

    /** Caller and token are judged by one verifier, which remembers. */
    @Bean
    IntrospectionHandler introspectionHandler(
            TokenVerifiers verifiers,
            Visibility visibility,
            UsageRecorder usage,
            ClientAddress addresses,
            Clock clock,
            Issuer issuer,
            SignedAnswers signed) {
        TokenVerifier verifier = verifiers.forProtocol("introspection");
        IntrospectionCallers callers =
                new IntrospectionCallers(new VerificationCallers(verifier, usage, addresses, clock));
        return new IntrospectionHandler(callers, verifier, visibility, usage, clock, issuer, signed);
    }

    @Bean
    SignedAnswers signedAnswers(SigningKeys keys, Issuer issuer, Clock clock) {
        return new SignedAnswers(keys, issuer, clock);
    }

    @Bean
    OAuthFace oauthFace(
            IntrospectionHandler introspection, TokenCallers callers, TokenService tokens, SignedAnswers signed) {
        return new OAuthFace(introspection, new RevocationHandler(callers, tokens), signed);
    }

    @Bean
    MetadataFace metadataFace(Issuer issuer) {
        return new MetadataFace(issuer);
    }
}
