package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One connection for all that a start makes in the database, closed once the application is made: each has a password to
 * prove, which is slow on purpose. Most starts make nothing and need none. For one thread.
 */
final class SetupConnection extends SingleConnectionDataSource implements SmartInitializingSingleton {
    private final DatabaseAccess access;

    private SetupConnection(DatabaseAccess access) {
        // A url has to be there, though nothing is looked up by it.
        super("jdbc:postgresql:", true);
        this.access = access;
    }

    /**
     * Connects. Blocks.
     *
     * @throws StartupException if that fails: the driver that serves requests has connected before, so that it is what the two
     *     do not both take, such as the form of a key
     */
    static SetupConnection to(DatabaseAccess access) {
        SetupConnection connection = new SetupConnection(access);
        try {
            connection.initConnection();
            return connection;
        } catch (SQLException e) {
            throw new StartupException(
                    "the database at " + access.where()
                            + " cannot be reached in the way that sets it up: check sslmode,"
                            + " the certificates and the form of the key of TOKENGATE_DATABASE_URL (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    @Override
    protected Connection getConnectionFromDriver(Properties properties) throws SQLException {
        return access.jdbc().getConnection();
    }

    @Override
    public void afterSingletonsInstantiated() {
        destroy();
    }
}
