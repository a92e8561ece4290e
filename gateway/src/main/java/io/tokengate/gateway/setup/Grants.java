package io.tokengate.gateway.setup;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What the role of serving replicas may do where another role owns the schema: read and write rows, but change no table.
 * Nor may it write what only a first start or a migration makes, nor take away what must stay: what was issued, and the
 * audit of who did what.
 */
final class Grants {
    private static final List<String> STATEMENTS = List.of(
            "grant usage on schema %1$s to %2$s",
            "grant select, insert, update, delete on all tables in schema %1$s to %2$s",
            """
            revoke insert, update, delete on flyway_schema_history, schema_support, installation, checksum_key, signing_key
              from %2$s
            """,
            "revoke delete on tenant, app_user, token from %2$s",
            "revoke update, delete on audit from %2$s");

    private final SetupSql sql;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Grants(SetupSql sql, JdbcClient jdbc, TransactionOperations transactions) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Grants it, also on tables that were added since; all or nothing.
     *
     * @throws StartupException if there is no such role
     */
    void to(String role) {
        transactions.executeWithoutResult(status -> {
            sql.lock();
            String grantee = quoted(role);
            String schema = jdbc.sql("select quote_ident(current_schema())")
                    .query(String.class)
                    .single();
            STATEMENTS.forEach(
                    statement -> jdbc.sql(statement.formatted(schema, grantee)).update());
        });
    }

    private String quoted(String role) {
        return jdbc.sql("select quote_ident(rolname) from pg_roles where rolname = ?")
                .param(role)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new StartupException(
                        "TOKENGATE_DATABASE_GRANT_TO names no role of the database's server: create it first"));
    }
}
