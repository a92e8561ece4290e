package io.tokengate.client.spring;

import io.tokengate.client.TokenGatewayVerifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.server.resource.introspection.ReactiveOpaqueTokenIntrospector;

/** A verifier and, for a resource server, an introspector over it; what the application has itself is left alone. */
@AutoConfiguration(
        beforeName =
                "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration")
@ConditionalOnClass(ReactiveOpaqueTokenIntrospector.class)
@ConditionalOnProperty("tokengate.client.uri")
@EnableConfigurationProperties(TokenGatewayProperties.class)
class TokenGatewayAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    TokenGatewayVerifier tokenGatewayVerifier(TokenGatewayProperties properties) {
        return new TokenGatewayVerifier(properties.settings());
    }

    @Bean
    @ConditionalOnMissingBean
    ReactiveOpaqueTokenIntrospector tokenGatewayIntrospector(TokenGatewayVerifier verifier) {
        return new TokenGatewayIntrospector(verifier);
    }
}
