package io.tokengate.interop;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/** A Spring Security resource server that is given tokengate's client and nothing but its settings. */
class ClientIT {
    private static Gateway gateway;
    private static ConfigurableApplicationContext service;
    private static ConfigurableApplicationContext alone;
    private static String address;

    @BeforeAll
    static void start() {
        gateway = Gateway.shared();
        service = service(gateway.address());
        alone = service("http://localhost:" + Gateway.freePort());
        address = address(service);
    }

    @AfterAll
    static void stop() {
        // Together, since they share event loops.
        service.close();
        alone.close();
    }

    /** One route for everybody with a good token, and one for a scope. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableWebFluxSecurity
    static class Service {
        @Bean
        SecurityWebFilterChain chain(ServerHttpSecurity http) {
            return http.authorizeExchange(routes -> routes.pathMatchers("/metrics")
                            .hasAuthority("SCOPE_metrics.read")
                            .anyExchange()
                            .authenticated())
                    .oauth2ResourceServer(server -> server.opaqueToken(withDefaults()))
                    .build();
        }

        @Bean
        RouterFunction<ServerResponse> whoAmI() {
            return RouterFunctions.route()
                    .GET(
                            "/me",
                            request -> request.principal()
                                    .cast(BearerTokenAuthentication.class)
                                    .flatMap(caller -> ServerResponse.ok()
                                            .bodyValue(
                                                    caller.getTokenAttributes().get("username") + " "
                                                            + caller.getTokenAttributes()
                                                                    .get("dialect"))))
                    .GET("/metrics", request -> ServerResponse.ok().bodyValue("42"))
                    .build();
        }
    }

    @Test
    void goodTokenOpensWhatItsScopesAreFor() {
        String token = gateway.create("metrics.read");
        assertThat(get("/me", token).body()).isEqualTo("admin dynatrace");
        assertThat(get("/metrics", token).statusCode()).isEqualTo(200);
        assertThat(get("/metrics", gateway.create("logs.read")).statusCode()).isEqualTo(403);
        assertThat(get("/me", "nobody-knows-this-one").statusCode()).isEqualTo(401);
    }

    @Test
    void revokedTokenOpensNothingAnyMore() {
        String token = gateway.create("metrics.read");
        assertThat(get("/metrics", token).statusCode()).isEqualTo(200);
        gateway.revoke(token);
        Awaitility.await().until(() -> get("/metrics", token).statusCode() == 401);
    }

    @Test
    void gatewayThatIsNotThereIsNoReasonToCallATokenBad() {
        assertThat(get(address(alone), "/me", gateway.create("metrics.read")).statusCode())
                .isEqualTo(503);
    }

    private static ConfigurableApplicationContext service(String gateway) {
        return new SpringApplicationBuilder(Service.class)
                .properties(Map.of(
                        "server.port",
                        "0",
                        "tokengate.client.uri",
                        gateway,
                        "tokengate.client.token",
                        Gateway.NATIVE_TOKEN,
                        "tokengate.client.freshness",
                        "1s",
                        "tokengate.client.timeout",
                        "20s"))
                .run();
    }

    private static String address(ConfigurableApplicationContext service) {
        return "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
    }

    private static HttpResponse<String> get(String path, String token) {
        return get(address, path, token);
    }

    private static HttpResponse<String> get(String address, String path, String token) {
        return Gateway.send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .build());
    }
}
