package io.tokengate.gateway.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One connection for all that a start asks of the database, closed once the application is made: each has a password to
 * prove, which is slow on purpose. For one thread.
 */
final class SetupConnection extends SingleConnectionDataSource implements SmartInitializingSingleton {
    private final DataSource source;

    /** Connects at the first use. */
    SetupConnection(DataSource source) {
        // A url has to be there, though nothing is looked up by it.
        super("jdbc:postgresql:", true);
        this.source = source;
    }

    @Override
    protected Connection getConnectionFromDriver(Properties properties) throws SQLException {
        return source.getConnection();
    }

    @Override
    public void afterSingletonsInstantiated() {
        destroy();
    }
}
