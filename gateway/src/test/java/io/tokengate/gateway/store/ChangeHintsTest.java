package io.tokengate.gateway.store;

import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import static org.assertj.core.api.Assertions.assertThat;

/** What of many hints reaches the database. */
class ChangeHintsTest {
    private static final int BURST = 10_000;

    @Test
    void burstIsToldByFewWithoutPayload() throws Exception {
        LoggedDatabase database = LoggedDatabase.create();
        try (Connection listener = database.connect()) {
            LoggedDatabase.execute(listener, ChangeLogSql.LISTEN);
            ChangeHints hints = new ChangeHints(database.client());
            long began = System.nanoTime();
            for (int i = 0; i < BURST; i++) {
                hints.send();
            }
            long tens = Duration.ofNanos(System.nanoTime() - began).toMillis() / 10;
            PGNotification[] heard = listener.unwrap(PGConnection.class).getNotifications(10_000);
            assertThat(heard).isNotEmpty();
            assertThat(heard.length).as("one in ten milliseconds").isLessThanOrEqualTo((int) tens + 2);
            assertThat(heard[0].getParameter()).isEmpty();
            assertThat(heard[0].getName()).isEqualTo(ChangeLogSql.CHANNEL);
        }
    }

    @Test
    void databaseThatIsAwayIsNoFailureAndLaterHintsAreSent() throws Exception {
        LoggedDatabase database = LoggedDatabase.create();
        LoggedDatabase admin = LoggedDatabase.create();
        ChangeHints hints = new ChangeHints(database.client());
        admin.execute("alter database " + database.name() + " allow_connections false");
        hints.send();
        hints.send();
        admin.execute("alter database " + database.name() + " allow_connections true");
        try (Connection listener = database.connect()) {
            LoggedDatabase.execute(listener, ChangeLogSql.LISTEN);
            Awaitility.await().until(() -> {
                hints.send();
                return listener.unwrap(PGConnection.class).getNotifications(100).length > 0;
            });
        }
    }
}
