package io.tokengate.gateway.config;

import io.tokengate.gateway.health.HealthRoutes;
import io.tokengate.gateway.http.QuietServerLog;
import io.tokengate.gateway.http.ReadRoute;
import io.tokengate.gateway.metrics.ScrapeRoute;
import java.net.InetAddress;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.health.actuate.endpoint.ReactiveHealthEndpointWebExtension;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Health and metrics, on a port of their own where nothing else is served. What they say is Spring Boot's; its way from there
 * to HTTP, a second application with all of WebFlux, would be paid for at every start (docs/adr/0048).
 */
@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {
    static final String ADDRESS = "management.server.address";

    /** Longer than one scrape is after the other. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private static final String BASE = "/actuator";

    private static final String LINKS = """
            {"_links": {"self": {"href": "%1$s"}, "health": {"href": "%1$s/health"}, "prometheus": {"href": "%1$s/prometheus"}}}
            """.formatted(BASE);

    @Bean
    HealthRoutes healthRoutes(ReactiveHealthEndpointWebExtension health, EndpointJsonMapper json) {
        return new HealthRoutes(health, json);
    }

    @Bean
    ManagementPort managementPort(
            @Value("${tokengate.management.port:8081}") int port,
            HealthRoutes health,
            PrometheusScrapeEndpoint metrics,
            ReactorResourceFactory httpLoops,
            ServerCodecConfigurer codecs,
            ConfigurableEnvironment environment) {
        NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(port);
        factory.setAddress(environment.getProperty(ADDRESS, InetAddress.class));
        factory.setResourceFactory(httpLoops);
        factory.addServerCustomizers(server -> server.idleTimeout(IDLE).httpMessageLogFactory(new QuietServerLog()));
        RouterFunction<ServerResponse> routes = health.probes()
                .and(new ScrapeRoute(metrics).at(BASE + "/prometheus"))
                .and(health.at(BASE + "/health"))
                .and(links());
        return new ManagementPort(factory, routes, codecs, environment);
    }

    /** What there is, for people. */
    private static RouterFunction<ServerResponse> links() {
        return ReadRoute.at(
                BASE,
                request -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(LINKS));
    }
}
