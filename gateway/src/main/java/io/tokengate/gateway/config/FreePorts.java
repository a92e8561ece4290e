package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Whether the ports to serve on are free. Asked before the first start, which shows credentials once: a server that then
 * cannot listen would have used them up.
 */
final class FreePorts {
    private FreePorts() {}

    /**
     * Listens on each of them for a moment. Blocks, for the start.
     *
     * @throws StartupException naming one that is taken, and its setting
     */
    static void require(Environment environment) {
        require(environment, Setting.PORT, environment.getProperty("server.address"));
        require(environment, Setting.MANAGEMENT_PORT, environment.getProperty(ManagementConfiguration.ADDRESS));
        for (Setting setting : List.of(Setting.FORWARD_AUTH_PORT, Setting.GRPC_PORT)) {
            if (environment.containsProperty(setting.property())) {
                require(environment, setting, null);
            }
        }
    }

    /** The port that is set, or the one of a start without that setting; 0 is any. */
    static int portOf(Setting setting, Environment environment) {
        return Integer.parseInt(environment.getProperty(setting.property(), setting.standard()));
    }

    private static void require(Environment environment, Setting setting, @Nullable String address) {
        int port = portOf(setting, environment);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new StartupException(
                    "port " + port + " is in use: stop what listens there, or set " + setting.variable()
                            + " to another",
                    e);
        }
    }
}
