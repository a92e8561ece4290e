package io.tokengate.gateway.support;

import io.tokengate.gateway.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.awaitility.Awaitility;

/** A PostgreSQL that lets nobody in without TLS, with a certificate that can be exchanged. */
public final class TlsServer implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Path folder;
    private final Certificates certificates;

    private TlsServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
        this.certificates = new Certificates(folder);
    }

    /** Starts it with a certificate for a name that is not its own. */
    public static TlsServer start(Path folder) throws Exception {
        Path programs = Path.of("target", "postgresql").toAbsolutePath();
        TlsServer server = new TlsServer(EmbeddedPostgres.start(folder.resolve("server"), programs, false), folder);
        server.present("other", "dns:db.example.org");
        server.execute("disable", "alter system set ssl = on", "select pg_reload_conf()");
        Files.writeString(server.data().resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        Awaitility.await().ignoreExceptions().until(() -> server.execute("require", "select pg_reload_conf()"));
        Awaitility.await().until(() -> !server.letsIn("disable"));
        return server;
    }

    /** As {@link Certificates#make}; the file with the certificate. */
    public Path certificate(String file, String names) throws Exception {
        return certificates.make(file, names).certificate();
    }

    /** Makes a certificate and presents it from now on; the file with it. */
    public Path present(String file, String names) throws Exception {
        Certificates.Pair pair = certificates.make(file, names);
        Files.copy(pair.certificate(), fresh(data().resolve("server.crt")));
        Path keyFile = fresh(data().resolve("server.key"));
        Files.createFile(keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(keyFile, Files.readString(pair.key()));
        give(data().resolve("server.crt"));
        give(keyFile);
        return pair.certificate();
    }

    /** Has it read again what it presents. */
    public void reload() throws SQLException {
        execute("require", "select pg_reload_conf()");
    }

    public int port() {
        return server.port();
    }

    public String username() {
        return server.username();
    }

    public String password() {
        return server.password();
    }

    public String database() {
        return server.database();
    }

    @Override
    public void close() {
        server.close();
    }

    private Path data() {
        return folder.resolve("server").resolve("data");
    }

    /** To whom the data belongs, where that is not us. */
    private void give(Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", Files.getAttribute(data().resolve("PG_VERSION"), "unix:uid"));
    }

    private boolean letsIn(String sslMode) {
        try {
            return execute(sslMode, "select 1");
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean execute(String sslMode, String... statements) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port() + "/" + database() + "?sslmode=" + sslMode;
        try (Connection connection = DriverManager.getConnection(url, username(), password());
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        }
        return true;
    }

    private static Path fresh(Path file) throws IOException {
        Files.deleteIfExists(file);
        return file;
    }
}
