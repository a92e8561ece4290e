package io.tokengate.gateway.setup;

import io.tokengate.domain.secret.SealingKey;
import io.tokengate.domain.secret.SealingKeys;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Whether the sealing keys that the operator gives fit what is sealed already: found at the start, rather than by the
 * first client that asks for a token.
 */
final class SealingKeyCheck {
    private static final String SETTING = "TOKENGATE_RECOVERABLE_KEYS";

    private final SetupSql sql;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    SealingKeyCheck(SetupSql sql, JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A key that tokens need, and how many. */
    private record Need(String key, long tokens) {}

    /**
     * Notes keys that are new; replicas that start together take turns.
     *
     * @throws StartupException if a key is not the one that had its id before, or one is missing that tokens need
     */
    void run(SealingKeys keys) {
        transactions.executeWithoutResult(status -> {
            sql.lock();
            keys.keys().forEach(this::note);
            requireAllNeeded(keys);
        });
    }

    private void note(SealingKey key) {
        jdbc.sql("insert into sealing_key (id, fingerprint, created_at) values (?, ?, ?) on conflict do nothing")
                .params(key.id(), key.fingerprint(), Timestamp.from(clock.instant()))
                .update();
        byte[] known = jdbc.sql("select fingerprint from sealing_key where id = ?")
                .param(key.id())
                .query(byte[].class)
                .single();
        if (!MessageDigest.isEqual(known, key.fingerprint())) {
            throw new StartupException(SETTING + " has another key under the id " + key.id()
                    + " than before: give the former one again, and a new one an id of its own");
        }
    }

    private void requireAllNeeded(SealingKeys keys) {
        Set<String> given = keys.keys().stream().map(SealingKey::id).collect(Collectors.toSet());
        List<Need> missing =
                needs().stream().filter(need -> !given.contains(need.key())).toList();
        if (!missing.isEmpty()) {
            String which = missing.stream()
                    .map(need -> need.key() + " (" + need.tokens() + " tokens)")
                    .collect(Collectors.joining(", "));
            throw new StartupException(SETTING + " (or the same with _FILE) lacks a key that tokens still need: "
                    + which + ". Give it again, behind the others if new tokens shall not be sealed with it");
        }
    }

    private List<Need> needs() {
        return jdbc.sql("select key_id, count(*) from sealed_secret group by key_id order by key_id")
                .query((row, number) -> new Need(row.getString(1), row.getLong(2)))
                .list();
    }
}
