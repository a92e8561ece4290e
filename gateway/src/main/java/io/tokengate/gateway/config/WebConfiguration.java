package io.tokengate.gateway.config;

import io.netty.channel.ChannelPipeline;
import io.tokengate.gateway.dialect.Bootstrap;
import io.tokengate.gateway.dialect.DialectRouter;
import io.tokengate.gateway.dialect.Face;
import io.tokengate.gateway.health.HealthRoutes;
import io.tokengate.gateway.http.DroppedErrors;
import io.tokengate.gateway.http.IdleHandler;
import io.tokengate.gateway.http.LastResort;
import io.tokengate.gateway.http.LeadingSlashes;
import io.tokengate.gateway.http.LenientUriHandler;
import io.tokengate.gateway.http.OpenApiFiles;
import io.tokengate.gateway.http.Preflights;
import io.tokengate.gateway.http.QuietServerLog;
import io.tokengate.gateway.http.ServerRefusals;
import io.tokengate.gateway.http.ServerRefusalsHandler;
import io.tokengate.gateway.http.StrictHeadHandler;
import io.tokengate.gateway.http.TemplatedRoutes;
import io.tokengate.gateway.resilience.Bounds;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.tracing.TracedLeanRoutes;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.LoopResources;

/** The server's side: routes, and what stands before and behind them. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
    /** Before the framework's own handler at 0, which knows statuses only. */
    private static final int BEFORE_FRAMEWORK = -2;

    /** Before any other filter looks at the path. */
    static final int FIRST = 0;

    private static final String LENIENT_URI = "tokengate.lenientUri";

    /** A connection that is silent for that long is closed. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    /**
     * The loops end once nothing was asked of them for that long. By then the server has ended all requests, so that
     * two seconds, the usual, would only be waited for at every stop.
     */
    private static final Duration QUIET = Duration.ofMillis(100);

    @Bean
    DialectRouter dialectRouter(List<Face> faces, @Value("${tokengate.forward.auth.port:}") String openPort) {
        return new DialectRouter(
                openPort.isEmpty()
                        ? faces
                        : faces.stream().filter(face -> !face.isOpen()).toList());
    }

    @Bean
    MessageSource messageSource() {
        return new NoMessages();
    }

    @Bean
    ServerCodecConfigurer serverCodecConfigurer() {
        return ServerCodecConfigurer.create();
    }

    /** Routes alone, without what looks for other kinds of handlers, of which there are none. By the name that Boot asks for. */
    @Bean
    WebHandler webHandler(DialectRouter router, HealthRoutes health) {
        return RouterFunctions.toWebHandler(
                new TemplatedRoutes(router.and(health.probes()).and(OpenApiFiles.routes())));
    }

    @Bean
    @Order(BEFORE_FRAMEWORK)
    LastResort lastResort(DialectRouter router, ServerCodecConfigurer codecs) {
        return new LastResort(router::answer, codecs);
    }

    @Bean
    @Order(FIRST)
    WebFilter leadingSlashes() {
        return new LeadingSlashes();
    }

    @Bean
    WebFilter preflights(DialectRouter router) {
        return new Preflights(router::owns, router::hasOptions);
    }

    @Bean
    Welcome welcome(List<Bootstrap> bootstraps) {
        return new Welcome(bootstraps);
    }

    /** Loops of its own, ended with it: global ones would end with the first of several gateways in one JVM. */
    @Bean
    ReactorResourceFactory httpLoops() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(() -> LoopResources.create("tokengate-http"));
        resources.setShutdownQuietPeriod(QUIET);
        return resources;
    }

    @Bean
    ClientAddress clientAddress(@Value("${tokengate.trusted.proxies:}") List<String> trusted) {
        return new ClientAddress(trusted);
    }

    @Bean
    LeanRoutes leanRoutes(
            ObjectProvider<DialectRouter> router,
            ObjectProvider<ServerRefusals> refusals,
            Bounds bounds,
            ObjectProvider<TracedLeanRoutes> tracing) {
        return new LeanRoutes(router::getObject, refusals::getObject, bounds, tracing::getIfAvailable);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> quietServer() {
        DroppedErrors.logInBrief();
        return factory -> factory.addServerCustomizers(server -> server.httpMessageLogFactory(new QuietServerLog()));
    }

    @Bean
    ServerRefusals serverRefusals(LastResort lastResort, ServerCodecConfigurer codecs) {
        return new ServerRefusals(lastResort, codecs);
    }

    /**
     * Our own handlers on each connection, right behind the codec. The refusals are made when they are needed, not when the
     * server is configured: they need the database.
     */
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> connectionHandlers(
            ObjectProvider<ServerRefusals> refusals) {
        LenientUriHandler lenientUri = new LenientUriHandler();
        StrictHeadHandler strictHead = new StrictHeadHandler();
        NettyServerCustomizer customizer = server -> server.doOnChannelInit((observer, channel, address) -> {
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(NettyPipeline.HttpCodec) != null) {
                pipeline.addAfter(NettyPipeline.HttpCodec, LENIENT_URI, lenientUri);
                pipeline.addAfter(LENIENT_URI, "tokengate.head", strictHead);
                pipeline.addAfter(LENIENT_URI, "tokengate.refusals", new ServerRefusalsHandler(refusals::getObject));
                pipeline.addAfter(NettyPipeline.HttpCodec, "tokengate.idle", new IdleHandler(IDLE));
            }
        });
        return factory -> factory.addServerCustomizers(customizer);
    }
}
