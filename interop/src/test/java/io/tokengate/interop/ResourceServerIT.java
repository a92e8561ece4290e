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
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** A Spring Security resource server that is given nothing but the address and its credentials. */
class ResourceServerIT {
    private static Gateway gateway;
    private static ConfigurableApplicationContext service;
    private static String address;

    @BeforeAll
    static void start() {
        gateway = Gateway.shared();
        service = new SpringApplicationBuilder(Service.class)
                .properties(Map.of(
                        "server.port",
                        "0",
                        "spring.security.oauth2.resourceserver.opaquetoken.introspection-uri",
                        gateway.address() + "/oauth2/introspect",
                        "spring.security.oauth2.resourceserver.opaquetoken.client-id",
                        gateway.nativeTokenId(),
                        "spring.security.oauth2.resourceserver.opaquetoken.client-secret",
                        Gateway.NATIVE_TOKEN))
                .run();
        address = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Its routes need a good token, since nothing else is configured. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Service {
        @Bean
        RouterFunction<ServerResponse> whoAmI() {
            return RouterFunctions.route()
                    .GET(
                            "/me",
                            request -> request.principal()
                                    .cast(BearerTokenAuthentication.class)
                                    .flatMap(caller -> ServerResponse.ok().bodyValue(described(caller))))
                    .build();
        }

        private static String described(BearerTokenAuthentication caller) {
            return caller.getTokenAttributes().get("username") + " "
                    + caller.getAuthorities().stream()
                            .map(GrantedAuthority::getAuthority)
                            .sorted()
                            .filter(authority -> String.valueOf(authority).startsWith("SCOPE_"))
                            .toList();
        }
    }

    @Test
    void goodTokenOpensItWithItsScopes() {
        HttpResponse<String> answer = get(gateway.create("metrics.read", "logs.read"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("admin [SCOPE_logs.read, SCOPE_metrics.read]");
    }

    @Test
    void unknownTokenDoesNot() {
        assertThat(get("nobody-knows-this-one").statusCode()).isEqualTo(401);
    }

    @Test
    void revokedTokenDoesNotAnyMore() {
        String token = gateway.create("metrics.read");
        assertThat(get(token).statusCode()).isEqualTo(200);
        gateway.revoke(token);
        Awaitility.await().until(() -> get(token).statusCode() == 401);
    }

    private static HttpResponse<String> get(String token) {
        return Gateway.send(HttpRequest.newBuilder(URI.create(address + "/me"))
                .header("Authorization", "Bearer " + token)
                .build());
    }
}
