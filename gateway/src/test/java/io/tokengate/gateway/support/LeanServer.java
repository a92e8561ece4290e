package io.tokengate.gateway.support;

import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRoute;
import io.tokengate.gateway.http.LeanRunner;
import io.tokengate.gateway.resilience.InFlight;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** The server of the gateway with one lean route, and behind it nothing. */
public final class LeanServer implements AutoCloseable {
    public static final String PATH = "/lean/route";

    private final WebServer server;

    private LeanServer(WebServer server) {
        this.server = server;
    }

    /** Runs a handler for {@code POST} to {@link #PATH}; everything else is answered 501. */
    public static LeanServer start(LeanHandler handler) {
        return start(handler, new InFlight("tests", 10_000));
    }

    /** The same, with a bound; past it 503. */
    public static LeanServer start(LeanHandler handler, InFlight bound) {
        Answer full = new Answer(HttpStatus.SERVICE_UNAVAILABLE, "text/plain", Map.of("Retry-After", "1"), new byte[0]);
        NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(0);
        factory.setShutdown(Shutdown.GRACEFUL);
        factory.addRouteProviders(
                new LeanRunner(() -> List.of(LeanRoute.at(HttpMethod.POST, PATH, handler)), bound, route -> full));
        WebServer server = factory.getWebServer((request, response) -> {
            response.setStatusCode(HttpStatus.NOT_IMPLEMENTED);
            return response.setComplete();
        });
        server.start();
        return new LeanServer(server);
    }

    public RawConnection connect() throws IOException {
        return new RawConnection(server.getPort());
    }

    /** A whole request to the route. */
    public static String post(String headers, String body) {
        return "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n" + headers
                + "\r\n" + body;
    }

    public void shutDownGracefully(GracefulShutdownCallback callback) {
        server.shutDownGracefully(callback);
    }

    @Override
    public void close() {
        server.stop();
    }
}
