package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.Database;
import io.tokengate.reliability.history.Dialect;
import io.tokengate.reliability.history.Issued;
import io.tokengate.reliability.history.Verdict;
import io.tokengate.reliability.load.Client;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The drill of docs/operations.md: a backup is taken, goes on being outlived, and is restored below running replicas. They
 * must notice that it is another history and forget all they knew: tokens made since are nobody's, and tokens revoked since
 * are good again.
 */
final class Restore implements Scenario {
    private static final int TOKENS = 20;
    private static final String BACKUP = "backup";

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String injected() {
        return "backup of the database, changes, database dropped and restored from it below running replicas, once";
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        List<Issued> revokedSince = create(trial);
        sql(trial, backup());
        trial.awaitServing(trial.cluster().replicas());
        List<Issued> createdSince = create(trial);
        for (Issued token : revokedSince) {
            if (trial.clients().getFirst().revoke(token).status() != 204) {
                trial.history().fault("not revoked: " + token);
            }
        }
        expect(trial, createdSince, Verdict.VALID, "before the restore");
        expect(trial, revokedSince, Verdict.INVALID, "before the restore");
        sql(trial, restore());
        trial.awaitServing(trial.cluster().replicas());
        expect(trial, createdSince, Verdict.INVALID, "after the restore");
        expect(trial, revokedSince, Verdict.VALID, "after the restore");
        sql(trial, List.of("drop database " + BACKUP));
        trial.saw("all " + trial.clients().size() + " replicas refused the " + TOKENS
                + " tokens made since, and took the " + TOKENS + " revoked since, as the backup says");
    }

    /** Copied inside the server, which takes nobody being in it for a moment. */
    private static List<String> backup() {
        return List.of(
                "alter database " + Database.NAME + " allow_connections false",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + Database.NAME + "'",
                "create database " + BACKUP + " template " + Database.NAME,
                "alter database " + Database.NAME + " allow_connections true");
    }

    private static List<String> restore() {
        return List.of(
                "drop database " + Database.NAME + " with (force)",
                "create database " + Database.NAME + " template " + BACKUP);
    }

    private static List<Issued> create(Trial trial) {
        List<Issued> tokens = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            Dialect dialect = Dialect.of(i);
            String name = "restored-" + i;
            Client.issued(dialect, name, trial.clients().getFirst().create(dialect, name))
                    .ifPresentOrElse(tokens::add, () -> trial.history().fault("not created: " + name));
        }
        return tokens;
    }

    /** On every replica, which has it in memory from then on. */
    private static void expect(Trial trial, List<Issued> tokens, Verdict verdict, String when) {
        for (Client client : trial.clients()) {
            for (Issued token : tokens) {
                Verdict told = client.verify(token.secret()).verdict();
                if (told != verdict) {
                    trial.history().fault(client.replica() + " said " + told + " of " + token + " " + when);
                }
            }
        }
    }

    private static void sql(Trial trial, List<String> statements) throws IOException {
        try (Connection connection = trial.cluster().database().connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
