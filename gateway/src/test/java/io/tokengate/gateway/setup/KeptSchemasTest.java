package io.tokengate.gateway.setup;

import io.tokengate.gateway.support.FreshSchema;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The schema of each release is kept in {@code src/test/resources/schema}, and replicas of a release go on over the schema of
 * the next (docs/adr/0038). The last file is of the release to come; to change it is to change the schema.
 */
class KeptSchemasTest {
    private static final Path KEPT = Path.of("src/test/resources/schema");

    private final Connection connection = connect();

    @AfterEach
    void disconnect() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void lastOneIsWhatTheMigrationsMake() throws Exception {
        assertThat(Catalog.present(connection).lines())
                .isEqualTo(Catalog.kept(files().getLast()).lines());
    }

    @Test
    void replicasOfOneReleaseGoOnOverTheSchemaOfTheNext() throws Exception {
        List<Path> files = files();
        for (int i = 1; i < files.size(); i++) {
            assertThat(Catalog.kept(files.get(i - 1)).breaks(Catalog.kept(files.get(i))))
                    .as(files.get(i).toString())
                    .isEmpty();
        }
    }

    @Test
    void whatWouldBreakAReplicaIsNoticed() throws Exception {
        Catalog before = Catalog.present(connection);
        execute("alter table token add column later_text text");
        execute("alter table token add column later_number bigint not null default 7");
        execute("create table later_table (id bigint primary key, name text not null)");
        assertThat(before.breaks(Catalog.present(connection))).isEmpty();

        execute("alter table token add column later_flag boolean");
        execute("alter table token alter column later_flag set not null");
        execute("alter table token rename column name to title");
        execute("alter table audit alter column action type varchar(99)");
        execute("alter table tenant add check (id > 0)");
        assertThat(before.breaks(Catalog.present(connection)))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("gone or changed: audit.action: "),
                        line -> assertThat(line).startsWith("gone or changed: token.name: "),
                        line -> assertThat(line).isEqualTo("demanded anew: token.later_flag: boolean not null"),
                        line -> assertThat(line).startsWith("demanded anew: token.title: "),
                        line -> assertThat(line).startsWith("demanded anew: audit.action: "),
                        line -> assertThat(line).isEqualTo("demanded anew: tenant! CHECK ((id > 0))"));
    }

    @Test
    void orderIsThatOfTheReleases() {
        assertThat(inOrder(Stream.of("1.0", "0.10", "0.9", "0.9.1").map(release -> Path.of(release + ".txt"))))
                .map(Path::toString)
                .containsExactly("0.9.txt", "0.9.1.txt", "0.10.txt", "1.0.txt");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(KEPT)) {
            return inOrder(files);
        }
    }

    private static List<Path> inOrder(Stream<Path> files) {
        return files.sorted(Comparator.comparing(KeptSchemasTest::version)).toList();
    }

    /** Of {@code 0.1.txt}, say. */
    private static Version version(Path file) {
        return Version.parse(file.getFileName().toString().replace(".txt", ""));
    }

    private static Connection connect() {
        try {
            Connection connection = FreshSchema.connect();
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
