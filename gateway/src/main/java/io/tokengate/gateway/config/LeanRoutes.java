package io.tokengate.gateway.config;

import io.tokengate.gateway.http.LeanRoute;
import io.tokengate.gateway.http.LeanRunner;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Lets a server run lean routes. A class of its own, so that a server with other routes can leave it out. */
record LeanRoutes(Supplier<List<LeanRoute>> routes)
        implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addRouteProviders(new LeanRunner(routes));
    }
}
