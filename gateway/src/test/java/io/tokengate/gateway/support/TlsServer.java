package io.tokengate.gateway.support;

import io.tokengate.gateway.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** A PostgreSQL that lets nobody in without TLS, with a certificate that can be exchanged. */
public final class TlsServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final EmbeddedPostgres server;
    private final Path folder;

    private TlsServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
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

    /**
     * Makes a certificate that is its own authority.
     *
     * @param names such as {@code ip:127.0.0.1}
     * @return the file with it, for those who trust it
     */
    public Path certificate(String file, String names) throws Exception {
        Path store = folder.resolve(file + ".p12");
        Path output = folder.resolve(file + ".out");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + file,
                        "-ext",
                        "san=" + names,
                        "-ext",
                        "bc:c",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(Files.readString(output)).isZero();
        Path certificate = folder.resolve(file + ".crt");
        Files.writeString(
                certificate, pem("CERTIFICATE", load(store).getCertificate("a").getEncoded()));
        return certificate;
    }

    /** Makes a certificate and presents it from now on; the file with it. */
    public Path present(String file, String names) throws Exception {
        Path certificate = certificate(file, names);
        byte[] key = load(folder.resolve(file + ".p12"))
                .getKey("a", PASSWORD.toCharArray())
                .getEncoded();
        Files.copy(certificate, fresh(data().resolve("server.crt")));
        Path keyFile = fresh(data().resolve("server.key"));
        Files.createFile(keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(keyFile, pem("PRIVATE KEY", key));
        give(data().resolve("server.crt"));
        give(keyFile);
        return certificate;
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

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String what, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
