package io.tokengate.gateway.protocol.extauthz;

import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.verify.TokenVerifiers;
import io.tokengate.gateway.protocol.proxy.Passage;
import io.tokengate.gateway.resilience.Bounds;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Puts the protocol together, if its port is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tokengate.grpc.port")
class ExtAuthzConfiguration {
    @Bean
    GrpcServer grpcServer(
            @Value("${tokengate.grpc.port}") int port,
            TokenVerifiers verifiers,
            UsageRecorder usage,
            Clock clock,
            Bounds bounds,
            ObjectProvider<ServerInterceptor> interceptors,
            ReactorResourceFactory loops) {
        Passage passage = new Passage(verifiers.forProtocol("extauthz"), usage, clock);
        Authorization authorization = new Authorization(passage, bounds.verification());
        return new GrpcServer(
                port,
                ServerInterceptors.intercept(
                        authorization, interceptors.orderedStream().toList()),
                loops.getLoopResources());
    }
}
