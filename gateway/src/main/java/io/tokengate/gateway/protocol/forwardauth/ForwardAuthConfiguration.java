package io.tokengate.gateway.protocol.forwardauth;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.verify.TokenVerifiers;
import io.tokengate.gateway.protocol.proxy.Passage;
import io.tokengate.gateway.security.ClientAddress;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the protocol together. */
@Configuration(proxyBeanMethods = false)
class ForwardAuthConfiguration {
    @Bean
    ForwardAuthFace forwardAuthFace(
            TokenVerifiers verifiers, UsageRecorder usage, ClientAddress addresses, Clock clock) {
        return new ForwardAuthFace(
                new ForwardAuthHandler(new Passage(verifiers.forProtocol("forwardauth"), usage, clock), addresses));
    }
}
