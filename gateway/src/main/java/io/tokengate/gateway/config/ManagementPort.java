package io.tokengate.gateway.config;

import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.LastResort;
import io.tokengate.gateway.http.ProblemDetails;
import java.util.Map;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The port of health and metrics, without TLS: probes and Prometheus come by the address of a pod, for which there is no
 * certificate. It listens once the API does, and until that has answered its last request.
 */
final class ManagementPort implements SmartLifecycle {
    private static final String PORT = "local.management.port";

    private final WebServer server;
    private final ConfigurableEnvironment environment;
    private volatile boolean running;

    /** Prepares a server, which listens once it is started. */
    ManagementPort(
            NettyReactiveWebServerFactory factory,
            RouterFunction<ServerResponse> routes,
            ServerCodecConfigurer codecs,
            ConfigurableEnvironment environment) {
        HandlerStrategies strategies = HandlerStrategies.empty()
                .codecs(configurer -> configurer.registerDefaults(true))
                .exceptionHandler(new LastResort(
                        (failure, request) -> ProblemDetails.answer(Failures.of(failure, request)), codecs))
                .build();
        this.server = factory.getWebServer(RouterFunctions.toHttpHandler(routes, strategies));
        this.environment = environment;
    }

    @Override
    public void start() {
        server.start();
        running = true;
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("tokengateManagementPort", Map.of(PORT, server.getPort())));
    }

    @Override
    public void stop() {
        running = false;
        server.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Between the two phases of the API's server: higher ones start later and end earlier. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 1;
    }
}
