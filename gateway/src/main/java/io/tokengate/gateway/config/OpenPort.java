package io.tokengate.gateway.config;

import io.tokengate.gateway.dialect.DialectRouter;
import io.tokengate.gateway.http.LastResort;
import io.tokengate.gateway.http.LeadingSlashes;
import io.tokengate.gateway.http.ServerRefusals;
import io.tokengate.gateway.http.Shedding;
import io.tokengate.gateway.resilience.Bounds;
import io.tokengate.gateway.setup.StartupException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.util.LambdaSafe;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;

/**
 * A port of its own for faces that ask callers for no credential (docs/adr/0045-a-port-for-proxies.md). The server is
 * made as that of the API is, with its loops, limits, handlers and TLS; its routes are other ones. It starts after that
 * server and, at the stop, ends its requests beside it.
 */
final class OpenPort implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OpenPort.class);

    private final WebServer server;
    private volatile boolean running;

    private OpenPort(WebServer server) {
        this.server = server;
    }

    /** Prepares a server, which listens once it is started. */
    static OpenPort of(
            int port,
            DialectRouter router,
            LeanRoutes lean,
            List<WebServerFactoryCustomizer<?>> customizers,
            ServerCodecConfigurer codecs) {
        NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
        LastResort lastResort = new LastResort(router::answer, codecs);
        customize(
                factory,
                customizers.stream()
                        .filter(customizer -> !(customizer instanceof LeanRoutes))
                        .toList());
        lean.of(router, new ServerRefusals(lastResort, codecs)).customize(factory);
        factory.setPort(port);
        return new OpenPort(factory.getWebServer(handler(router, lean.bounds(), lastResort)));
    }

    /** Each that is for such a server, as Boot does it. */
    @SuppressWarnings("unchecked")
    private static void customize(
            NettyReactiveWebServerFactory factory, List<WebServerFactoryCustomizer<?>> customizers) {
        LambdaSafe.callbacks(WebServerFactoryCustomizer.class, customizers, factory)
                .invoke(customizer -> customizer.customize(factory));
    }

    private static HttpHandler handler(DialectRouter router, Bounds bounds, LastResort lastResort) {
        HandlerStrategies strategies = HandlerStrategies.empty()
                .codecs(configurer -> configurer.registerDefaults(true))
                .webFilter(new LeadingSlashes())
                .webFilter(new Shedding(request -> router.boundOf(request, bounds)))
                .exceptionHandler(lastResort)
                .build();
        return RouterFunctions.toHttpHandler(router, strategies);
    }

    /** The port in use. */
    int port() {
        return server.getPort();
    }

    @Override
    public void start() {
        try {
            server.start();
        } catch (PortInUseException e) {
            throw new StartupException(
                    "port " + e.getPort() + " is in use: stop what listens there, or set "
                            + Setting.FORWARD_AUTH_PORT.variable() + " to another",
                    e);
        }
        running = true;
        LOG.info("Forward auth on port {}", port());
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        server.shutDownGracefully(result -> {
            server.stop();
            done.run();
        });
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
