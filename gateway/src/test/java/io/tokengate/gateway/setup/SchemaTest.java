package io.tokengate.gateway.setup;

import io.tokengate.gateway.setup.Schema.State;
import io.tokengate.gateway.support.FreshSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a start makes of the migrations that it finds. */
class SchemaTest {
    private static final String LATER = """
            insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                               installed_by, execution_time, success)
            values (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', 1, %s)
            """;

    private final Connection connection;

    SchemaTest() throws SQLException {
        connection = FreshSchema.connect();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void ours() throws Exception {
        assertThat(state()).isEqualTo(State.OURS);
    }

    @Test
    void later() throws Exception {
        execute(LATER.formatted(true));
        assertThat(state()).isEqualTo(State.LATER);
    }

    @Test
    void laterAndWithoutWhatOursNeeds() throws Exception {
        execute(LATER.formatted(true));
        execute("update schema_support set since = 12");
        assertThat(state()).isEqualTo(State.OTHER);
    }

    @Test
    void laterAndFailed() throws Exception {
        execute(LATER.formatted(false));
        assertThat(state()).isEqualTo(State.OTHER);
    }

    @Test
    void earlier() throws Exception {
        execute("delete from flyway_schema_history where version = '11'");
        assertThat(state()).isEqualTo(State.OTHER);
        execute(LATER.formatted(true));
        assertThat(state()).isEqualTo(State.OTHER);
    }

    @Test
    void none() throws Exception {
        execute("drop table flyway_schema_history");
        assertThat(state()).isEqualTo(State.OTHER);
    }

    private State state() {
        return Schema.state(new SingleConnectionDataSource(connection, true));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
