package io.tokengate.gateway.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerUserTest {
    @Test
    void normalUserStaysTheSame() {
        assertThat(ServerUser.choose(false, command -> false)).isEqualTo(new ServerUser.Same());
    }

    @Test
    void rootPrefersANamespace() {
        assertThat(ServerUser.choose(true, command -> true)).isEqualTo(new ServerUser.Namespace());
    }

    @Test
    void rootWithoutNamespacesDropsItsRights() {
        assertThat(ServerUser.choose(true, command -> command.getFirst().equals("setpriv")))
                .isEqualTo(new ServerUser.Unprivileged(ServerUser.UNPRIVILEGED));
    }

    @Test
    void rootWithNeitherIsToldWhatToDo() {
        assertThatThrownBy(() -> ServerUser.choose(true, command -> false))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("start tokengate as another user")
                .hasMessageContaining("TOKENGATE_DATABASE_URL");
    }

    /** Where the tests run as root the unprivileged way is walked for real; others cannot change owners. */
    @Test
    void serverRunsAsTheUserThatOwnsTheFolder() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        Path folder = Files.createTempDirectory(
                Path.of("/tmp"),
                "tokengate-user",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerUser user = root ? new ServerUser.Unprivileged(ServerUser.UNPRIVILEGED) : new ServerUser.Same();
        Path binaries = Binaries.unpack(folder.resolve("postgresql"));
        Path password = Files.writeString(folder.resolve("password"), "secret-of-this-test");

        user.makeReach(folder, binaries);
        Path cluster = Cluster.prepare(folder, binaries, user, password);
        Postmaster postmaster = new Postmaster(cluster, binaries, user);
        int port = freePort();
        postmaster.start(port, true);
        try {
            ProcessHandle server = PostmasterPid.running(cluster).orElseThrow();
            assertThat(server.info().user())
                    .isPresent()
                    .get()
                    .isEqualTo(root ? "nobody" : System.getProperty("user.name"));
        } finally {
            postmaster.stop();
            Folders.delete(folder);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void platformsAreKnownByName() {
        assertThat(Platform.of("Linux", "amd64").resource()).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(Platform.of("Linux", "aarch64").resource()).isEqualTo("postgres-linux-arm_64.txz");
        assertThat(Platform.of("Mac OS X", "aarch64").resource()).isEqualTo("postgres-darwin-arm_64.txz");
        assertThatThrownBy(() -> Platform.of("Windows 11", "amd64")).hasMessageContaining("TOKENGATE_DATABASE_URL");
        assertThatThrownBy(() -> Platform.of("Linux", "s390x")).hasMessageContaining("TOKENGATE_DATABASE_URL");
    }
}
