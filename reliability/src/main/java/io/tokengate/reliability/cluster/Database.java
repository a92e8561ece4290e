package io.tokengate.reliability.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A PostgreSQL that keeps what it commits. It is the embedded one of a gateway that serves nobody: that one starts it
 * anew when it was killed, unless it is held back.
 */
public final class Database implements AutoCloseable {
    public static final String NAME = "tokengate";

    private final GatewayProcess keeper;
    private final Path folder;

    private Database(GatewayProcess keeper, Path folder) {
        this.keeper = keeper;
        this.folder = folder;
    }

    static Database start(Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Map<String, String> settings = new HashMap<>(Credentials.settings());
        settings.put("TOKENGATE_DATA_DIR", data.toString());
        return new Database(GatewayProcess.start("keeper", folder, settings, GatewayProcess.QUICK_START), data);
    }

    public int port() throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve("port")).strip());
    }

    public String username() {
        return "tokengate";
    }

    public String password() throws IOException {
        return Files.readString(folder.resolve("password")).strip();
    }

    /** A connection that no fault of a link reaches. */
    public Connection connect(String database) throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/" + database, username(), password());
    }

    /** Kills the server; it stays away until it is {@linkplain #revive() revived}. */
    public void kill() throws IOException, InterruptedException {
        keeper.freeze();
        Signals.kill(postmaster());
    }

    /** Lets it be started anew, which takes a moment. */
    public void revive() throws IOException, InterruptedException {
        keeper.goOn();
    }

    /** Whether it lets clients in. */
    public boolean serves() throws IOException {
        try (Connection connection = connect(NAME)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        keeper.close();
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
    }
}
