package io.tokengate.gateway.support;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A gateway with a proxy between it and its database. */
public record ProxiedGateway(TcpProxy proxy, RunningGateway gateway) implements AutoCloseable {
    /** On a database of its own. */
    public static ProxiedGateway start(Map<String, Object> settings) throws IOException {
        PostgresServer server = PostgresServer.shared();
        String database = server.newDatabase();
        URI real = URI.create(server.url(database));
        TcpProxy proxy = new TcpProxy(real.getHost(), real.getPort());
        Map<String, Object> all = new HashMap<>(settings);
        all.put("tokengate.database.url", "postgresql://127.0.0.1:" + proxy.port() + "/" + database);
        return new ProxiedGateway(proxy, RunningGateway.start(database, all));
    }

    @Override
    public void close() {
        gateway.close();
        proxy.close();
    }
}
