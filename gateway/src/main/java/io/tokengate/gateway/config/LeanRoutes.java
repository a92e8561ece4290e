package io.tokengate.gateway.config;

import io.tokengate.gateway.dialect.DialectRouter;
import io.tokengate.gateway.http.LeanRoute;
import io.tokengate.gateway.http.LeanRunner;
import io.tokengate.gateway.http.ServerRefusals;
import io.tokengate.gateway.resilience.Bounds;
import io.tokengate.gateway.resilience.OverloadException;
import io.tokengate.gateway.tracing.TracedLeanRoutes;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Lets a server run the lean routes of a router. A class of its own, so that a server with other routes can leave it out.
 *
 * @param router asked for when the server starts, not when it is configured: it needs the database
 * @param refusals likewise
 * @param tracing null inside while it is off
 */
record LeanRoutes(
        Supplier<DialectRouter> router,
        Supplier<ServerRefusals> refusals,
        Bounds bounds,
        Supplier<@Nullable TracedLeanRoutes> tracing)
        implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    /** The same around the routes of another router. */
    LeanRoutes of(DialectRouter other, ServerRefusals its) {
        return new LeanRoutes(() -> other, () -> its, bounds, tracing);
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addRouteProviders(new LeanRunner(
                this::routes, bounds.verification(), route -> refusals.get().always(route, new OverloadException())));
    }

    private List<LeanRoute> routes() {
        List<LeanRoute> routes = router.get().lean();
        TracedLeanRoutes traced = tracing.get();
        return traced == null ? routes : traced.traced(routes);
    }
}
