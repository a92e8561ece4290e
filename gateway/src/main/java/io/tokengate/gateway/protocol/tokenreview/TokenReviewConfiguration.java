package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.verify.CallerScopes;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.TokenVerifiers;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.protocol.BearerCallers;
import io.tokengate.gateway.protocol.Visibility;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.VerificationCallers;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the protocol together. Caller and tokens are judged by one verifier, which remembers. */
@Configuration(proxyBeanMethods = false)
class TokenReviewConfiguration {
    @Bean
    TokenReviewFace tokenReviewFace(
            TokenVerifiers verifiers,
            Visibility visibility,
            UsageRecorder usage,
            ClientAddress addresses,
            Clock clock,
            Environment environment) {
        Json.prepare(TokenReviewJson.class);
        TokenVerifier verifier = verifiers.forProtocol("tokenreview");
        BearerCallers callers = new BearerCallers(
                new VerificationCallers(verifier, usage, addresses, clock),
                CallerScopes.REVIEW,
                TokenReviewAnswers.REFUSALS);
        return new TokenReviewFace(new TokenReviewHandler(
                callers,
                verifier,
                visibility,
                usage,
                clock,
                new Audiences(environment.getProperty("tokengate.review.audiences", "")),
                new ReviewedUser(environment.getProperty("tokengate.review.prefix", "tokengate:"))));
    }
}
