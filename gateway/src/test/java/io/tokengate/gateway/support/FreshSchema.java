package io.tokengate.gateway.support;

import io.tokengate.gateway.setup.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with nothing but the schema, for tests of the schema itself. They share it and roll back. */
public final class FreshSchema {
    private static final String DATABASE = prepare();

    private FreshSchema() {}

    public static Connection connect() throws SQLException {
        return PostgresServer.shared().connect(DATABASE);
    }

    /** Where it is, for other drivers. */
    public static String url() {
        return PostgresServer.shared().url(DATABASE);
    }

    private static String prepare() {
        PostgresServer server = PostgresServer.shared();
        String database = server.newDatabase();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:" + server.url(database));
        source.setUser(server.username());
        source.setPassword(server.password());
        Schema.prepare(source, true);
        return database;
    }
}
