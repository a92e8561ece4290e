package io.tokengate.gateway.setup;

import io.tokengate.gateway.setup.Schema.State;
import io.tokengate.gateway.support.FreshSchema;
import io.tokengate.gateway.support.LaterRelease;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a start makes of the migrations that it finds. */
class SchemaTest {
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

    @ParameterizedTest
    @MethodSource
    void stateOf(State state, List<String> changes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String change : changes) {
                statement.execute(change);
            }
        }
        assertThat(Schema.state(new SingleConnectionDataSource(connection, true)))
                .isEqualTo(state);
    }

    static Stream<Arguments> stateOf() {
        String later = LaterRelease.applied(true);
        String withoutOurLast = "delete from flyway_schema_history where version = '11'";
        return Stream.of(
                arguments(State.OURS, List.of()),
                arguments(State.LATER, List.of(later)),
                arguments(State.OTHER, List.of(later, "update schema_support set since = 12")),
                arguments(State.OTHER, List.of(LaterRelease.applied(false))),
                arguments(State.OTHER, List.of(withoutOurLast)),
                arguments(State.OTHER, List.of(withoutOurLast, later)),
                arguments(State.OTHER, List.of("drop table flyway_schema_history")));
    }
}
