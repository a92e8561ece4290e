package io.tokengate.gateway.embedded;

import io.tokengate.domain.secret.Alphabet;
import io.tokengate.domain.secret.SecretGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL that keeps its data in a folder and listens to this machine only. It belongs to the process that starts
 * it. One that a killed process left behind is stopped and started anew rather than taken over, so that its settings
 * are this release's and its end is ours to see to.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String DATABASE = "tokengate";
    private static final Duration REVIVAL_PAUSE = Duration.ofMillis(500);

    private record RunningServer(Postmaster postmaster, Path cluster, int port, boolean durable)
            implements Revival.Server {
        @Override
        public boolean runs() {
            return PostmasterPid.running(cluster).isPresent();
        }

        @Override
        public void start() {
            postmaster.start(port, durable);
        }
    }

    private final FolderLock lock;
    private final Postmaster postmaster;
    private final Revival revival;
    private final int port;
    private final String password;

    private EmbeddedPostgres(FolderLock lock, Postmaster postmaster, Revival revival, int port, String password) {
        this.lock = lock;
        this.postmaster = postmaster;
        this.revival = revival;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts it on a folder, which is made if it is not there. Blocks until it takes connections. If it ends later without
     * having been closed, it is started anew, on the same port.
     *
     * @param folder for its data, its password and, below {@code postgresql}, its programs
     * @param lost called if it ended and could not be started anew
     * @throws EmbeddedPostgresException if it cannot be
     */
    public static EmbeddedPostgres start(Path folder, Runnable lost) {
        return start(folder, folder.resolve("postgresql"), true, lost);
    }

    /**
     * As {@link #start(Path, Runnable)}, for tests.
     *
     * @param programs where they are unpacked to, or were before
     * @param durable whether what is committed survives a crash of the machine; slower
     */
    public static EmbeddedPostgres start(Path folder, Path programs, boolean durable) {
        return start(folder, programs, durable, () -> {});
    }

    private static EmbeddedPostgres start(Path folder, Path programs, boolean durable, Runnable lost) {
        Path absolute = createPrivate(folder.toAbsolutePath().normalize());
        FolderLock lock = FolderLock.take(absolute);
        try {
            return start(absolute, programs, durable, lost, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String database() {
        return DATABASE;
    }

    public String username() {
        return Cluster.SUPERUSER;
    }

    public String password() {
        return password;
    }

    /** Stops the server in order and gives the folder free. */
    @Override
    public void close() {
        revival.close();
        postmaster.stop();
        lock.close();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "EmbeddedPostgres[" + HOST + ":" + port + "]";
    }

    private static EmbeddedPostgres start(Path folder, Path programs, boolean durable, Runnable lost, FolderLock lock) {
        Path binaries = Binaries.unpack(programs);
        Path passwordFile = folder.resolve("password");
        String password = password(passwordFile);
        ServerUser user = ServerUser.choose("root".equals(System.getProperty("user.name")));
        user.makeReach(folder, binaries);
        Path cluster = Cluster.prepare(folder, binaries, user, passwordFile);
        Postmaster postmaster = new Postmaster(cluster, binaries, user);
        PostmasterPid.running(cluster).ifPresent(leftOver -> postmaster.stop());
        int port = port(folder.resolve("port"));
        postmaster.start(port, durable);
        Revival revival = new Revival(new RunningServer(postmaster, cluster, port, durable), REVIVAL_PAUSE, lost);
        EmbeddedPostgres server = new EmbeddedPostgres(lock, postmaster, revival, port, password);
        server.createDatabase();
        revival.watch();
        return server;
    }

    private void createDatabase() {
        String url = "jdbc:postgresql://" + HOST + ":" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, Cluster.SUPERUSER, password);
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            postmaster.stop();
            throw new EmbeddedPostgresException("the embedded PostgreSQL does not let us in: " + e.getMessage(), e);
        }
    }

    /** The one of an earlier start, as long as nobody else has taken it. */
    private static int port(Path file) {
        try {
            int earlier =
                    Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
            int port = freePort(earlier);
            Files.writeString(file, Integer.toString(port));
            return port;
        } catch (IOException | NumberFormatException e) {
            throw new EmbeddedPostgresException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            return freePort(0);
        }
    }

    /** Made at the first start, readable by its owner only. */
    private static String password(Path file) {
        try {
            if (!Files.exists(file)) {
                Path sibling = file.resolveSibling("password.new");
                Files.deleteIfExists(sibling);
                Files.createFile(
                        sibling, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(sibling, new SecretGenerator().text(Alphabet.BASE32_LOWER, 40));
                Files.move(sibling, file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new EmbeddedPostgresException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Path createPrivate(Path folder) {
        try {
            // By its real name, so that a server is known again whatever links lead to its folder.
            return Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                    .toRealPath();
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "the data folder " + folder + " cannot be made: " + e.getMessage()
                            + ": set TOKENGATE_DATA_DIR to a folder that can be written",
                    e);
        }
    }
}
