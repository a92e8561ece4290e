package io.tokengate.client.spring;

import io.tokengate.client.TokenGatewayVerifier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.server.resource.introspection.ReactiveOpaqueTokenIntrospector;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application gets for its settings. */
class TokenGatewayAutoConfigurationTest {
    private static final String SECRET = "sEcReT-of-the-service";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TokenGatewayAutoConfiguration.class));
    private final ApplicationContextRunner configured =
            runner.withPropertyValues("tokengate.client.uri=http://localhost:1", "tokengate.client.token=" + SECRET);

    @Test
    void nothingWithoutAnAddress() {
        runner.run(context -> assertThat(context)
                .doesNotHaveBean(TokenGatewayVerifier.class)
                .doesNotHaveBean(ReactiveOpaqueTokenIntrospector.class));
    }

    @Test
    void verifierAndIntrospectorWithOne() {
        configured.run(context -> {
            assertThat(context).hasSingleBean(TokenGatewayVerifier.class);
            assertThat(context)
                    .getBean(ReactiveOpaqueTokenIntrospector.class)
                    .isInstanceOf(TokenGatewayIntrospector.class);
            assertThat(context.getBean(TokenGatewayProperties.class).toString()).doesNotContain(SECRET);
        });
    }

    @Test
    void introspectorOfTheApplicationIsLeftAlone() {
        ReactiveOpaqueTokenIntrospector own = token -> Mono.empty();
        configured
                .withBean(ReactiveOpaqueTokenIntrospector.class, () -> own)
                .run(context -> assertThat(context)
                        .getBean(ReactiveOpaqueTokenIntrospector.class)
                        .isSameAs(own));
    }

    @Test
    void nothingWithoutSpringSecurity() {
        configured
                .withClassLoader(new FilteredClassLoader(ReactiveOpaqueTokenIntrospector.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TokenGatewayVerifier.class));
    }

    @Test
    void whatCannotWorkStopsTheStart() {
        refused(runner.withPropertyValues("tokengate.client.uri=http://x"), "tokengate.client.token is required");
        refused(configured.withPropertyValues("tokengate.client.freshness=2h"), "freshness: 0 to 1 hour");
        refused(configured.withPropertyValues("tokengate.client.cache-size=0"), "cacheSize must be 1 or more");
        refused(configured.withPropertyValues("tokengate.client.uri=x"), "uri must begin with");
    }

    private static void refused(ApplicationContextRunner runner, String because) {
        runner.run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure()).rootCause().hasMessageContaining(because);
            assertThat(context.getStartupFailure()).hasStackTraceContaining(because);
            for (Throwable e = context.getStartupFailure(); e != null; e = e.getCause()) {
                assertThat(String.valueOf(e.getMessage())).doesNotContain(SECRET);
            }
        });
    }
}
