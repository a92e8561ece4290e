package io.tokengate.gateway.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * As {@link HostsInTurn}, for setup. The driver's own search has one limit for all hosts together, so that one that is
 * accepted and silent would take it whole.
 */
final class JdbcHostsInTurn extends AbstractDataSource {
    /** The class of SQLSTATE of a host that cannot be reached, or is no primary. */
    private static final String CONNECTION = "08";

    private final List<? extends DataSource> hosts;
    private final AtomicInteger first;

    /**
     * Connects by sources, one for each host, that accept a primary only and have a limit of their own.
     *
     * @param first the index of the one to begin with; what others found by the same is found by all
     */
    JdbcHostsInTurn(List<? extends DataSource> hosts, AtomicInteger first) {
        this.hosts = List.copyOf(hosts);
        this.first = first;
    }

    @Override
    public Connection getConnection() throws SQLException {
        int begin = first.get();
        SQLException reason = null;
        for (int turn = 0; turn < hosts.size(); turn++) {
            int host = (begin + turn) % hosts.size();
            try {
                Connection connection = hosts.get(host).getConnection();
                first.set(host);
                return connection;
            } catch (SQLException e) {
                reason = reason == null || isConnection(reason) ? e : reason;
            }
        }
        throw reason == null ? new SQLException("no host") : reason;
    }

    /** The user is who the sources say. */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    private static boolean isConnection(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith(CONNECTION);
    }
}
