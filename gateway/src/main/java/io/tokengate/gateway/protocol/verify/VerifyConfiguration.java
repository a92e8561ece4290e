package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.verify.CallerScopes;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.TokenVerifiers;
import io.tokengate.gateway.dialect.Face;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.protocol.BearerCallers;
import io.tokengate.gateway.protocol.Visibility;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.VerificationCallers;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the protocol together. Caller and tokens are judged by one verifier, which remembers. */
@Configuration(proxyBeanMethods = false)
class VerifyConfiguration {
    private static final String PROTOCOL = "native";

    @Bean
    VerifyFaces verifyFaces(
            TokenVerifiers verifiers,
            Visibility visibility,
            UsageRecorder usage,
            ClientAddress addresses,
            Clock clock) {
        Json.prepare(VerifyJson.class);
        TokenVerifier verifier = verifiers.forProtocol(PROTOCOL);
        BearerCallers callers = new BearerCallers(
                new VerificationCallers(verifier, usage, addresses, clock), CallerScopes.VERIFY, VerifyErrors.REFUSALS);
        Verdicts verdicts = new Verdicts(verifier, visibility, usage, clock);
        return new VerifyFaces(new VerifyHandler(callers, verdicts), new BatchVerifyHandler(callers, verdicts));
    }

    @Bean
    Face verifyFace(VerifyFaces faces) {
        return new VerifyFace(VerifyHandler.PATH, faces.one());
    }

    @Bean
    Face batchVerifyFace(VerifyFaces faces) {
        return new VerifyFace(BatchVerifyHandler.PATH, faces.many());
    }

    /** Both handlers, over one verifier. */
    record VerifyFaces(VerifyHandler one, BatchVerifyHandler many) {}
}
