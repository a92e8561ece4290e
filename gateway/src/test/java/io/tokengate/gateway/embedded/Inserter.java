package io.tokengate.gateway.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A process of its own that starts the server and inserts rows, and prints each once it is acknowledged, until killed. */
final class Inserter {
    private Inserter() {}

    public static void main(String[] arguments) throws SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]), Path.of(arguments[1]), true);
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database();
        try (Connection connection = DriverManager.getConnection(url, server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists kept (n int)");
            for (int n = 0; ; n++) {
                statement.execute("insert into kept values (" + n + ")");
                System.out.println("acknowledged " + n);
            }
        }
    }
}
