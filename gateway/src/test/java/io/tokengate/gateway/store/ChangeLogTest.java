package io.tokengate.gateway.store;

import io.tokengate.gateway.support.FreshSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each change that decides or shows a verdict is in the log, whoever makes it and however; nothing else is. */
class ChangeLogTest {
    private static final String DIGEST = "\\x" + "ab".repeat(32);
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        connection = FreshSchema.connect();
        connection.setAutoCommit(false);
        execute("insert into tenant (public_id, name, created_at, updated_at) "
                + "values (gen_random_uuid(), 't', now(), now())");
        execute("insert into app_user (public_id, tenant_id, username, email, password_hash, roles, active, regular, "
                + "created_at, updated_at) select gen_random_uuid(), id, 'u', 'u@x', '', '{USER}', true, true, now(), "
                + "now() from tenant");
        execute("insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal, enabled, "
                + "created_at, updated_at) select tenant_id, id, 'd', 'p', '" + DIGEST + "', 'n', '{a}', false, true, "
                + "now(), now() from app_user");
        assertThat(drain())
                .as("a new token is news, for it may have been unknown")
                .containsExactly("token");
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token | update token set name = 'other'",
                "token | update token set scopes = '{b}'",
                "token | update token set personal = true",
                "token | update token set enabled = false",
                "token | update token set expires_at = now()",
                "token | update token set revoked_at = now()",
                "token | update token set modified_at = now()",
                "token | update token set public_id = 'q'",
                "token | update token set dialect = 'e'",
                "token | update token set id = default",
                "token | delete from token",
                "owner | update app_user set username = 'v'",
                "owner | update app_user set roles = '{INFRA_ADMIN}'",
                "owner | update app_user set active = false",
                "owner | update app_user set deleted_at = now()",
                "tenant | update tenant set name = 's'",
                "tenant | update tenant set active = false",
                "all | truncate token cascade"
            })
    void changeIsLogged(String kind, String sql) throws SQLException {
        execute(sql);
        assertThat(drain()).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update token set name = name, scopes = scopes, enabled = enabled",
                "update token set updated_at = now(), revision = revision + 1",
                "insert into token_usage select id, now(), '192.0.2.1' from token",
                "update app_user set password_hash = 'x', updated_at = now(), revision = revision + 1",
                "update app_user set email = 'v@x'",
                "update tenant set updated_at = now(), revision = revision + 1"
            })
    void whatChangesNoVerdictIsNot(String sql) throws SQLException {
        execute(sql);
        assertThat(drain()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token | update public.token set enabled = false",
                "token | delete from public.token",
                "owner | update public.app_user set active = false",
                "tenant | update public.tenant set active = false",
                "all | truncate public.token cascade"
            })
    void changeIsLoggedWhateverTheSession(String kind, String sql) throws SQLException {
        execute("create schema elsewhere");
        execute("create table elsewhere.token_change (like public.token_change including all)");
        execute("set local search_path = elsewhere");
        execute("set local session_replication_role = replica");
        execute(sql);
        execute("set local session_replication_role = origin");
        execute("set local search_path = public");
        assertThat(drain()).containsExactly(kind);
    }

    @Test
    void changedDigestIsLoggedUnderBoth() throws SQLException {
        execute("update token set digest = '\\x" + "cd".repeat(32) + "'");
        assertThat(query("select encode(substr(digest, 1, 1), 'hex') from token_change order by id desc limit 2"))
                .containsExactlyInAnyOrder("ab", "cd");
    }

    @Test
    void rowNamesWhatChangedAndTheTransaction() throws SQLException {
        execute("update token set enabled = false");
        assertThat(query("select (digest = '" + DIGEST + "' and xid = pg_current_xact_id()::text::bigint "
                        + "and at > now() - interval '1 minute')::text from token_change order by id desc limit 1"))
                .containsExactly("true");
        execute("update app_user set active = false");
        assertThat(
                        query(
                                "select (owner_id = (select id from app_user))::text from token_change order by id desc limit 1"))
                .containsExactly("true");
    }

    /** As in a restore, a replica's apply worker, or a session that happens to have a table of that name. */
    @Test
    void changeIsLoggedWhateverTheSessionsSearchPath() throws SQLException {
        execute("create temporary table token_change (kind text, digest bytea, owner_id bigint, tenant_id bigint)");
        execute("update token set enabled = false");
        execute("set local search_path = ''");
        execute("update public.token set enabled = true");
        execute("set local search_path = public");
        assertThat(query("select count(*) from pg_temp.token_change")).containsExactly("0");
        assertThat(query("select kind from public.token_change order by id")).containsExactly("token", "token");
        execute("drop table pg_temp.token_change");
    }

    @Test
    void changeThatIsRolledBackIsNot() throws SQLException {
        execute("savepoint before");
        execute("update token set enabled = false");
        execute("rollback to before");
        assertThat(drain()).isEmpty();
    }

    private List<String> drain() throws SQLException {
        List<String> kinds = query("select kind from token_change order by id");
        execute("delete from token_change");
        return kinds;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
