package io.tokengate.gateway.setup;

import io.tokengate.domain.secret.SecretGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The command {@code reset-admin}: gives the administrator of the installation a new password and its role back, or
 * makes the user anew if it was deleted. For whoever can reach the database but has lost the password.
 */
public final class ResetAdmin {
    private final SetupSql sql;
    private final TransactionOperations transactions;
    private final SecretGenerator generator;
    private final AdministratorPassword password;
    private final Clock clock;

    ResetAdmin(
            SetupSql sql,
            TransactionOperations transactions,
            SecretGenerator generator,
            AdministratorPassword password,
            Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.generator = generator;
        this.password = password;
        this.clock = clock;
    }

    /** Does it; the line to print has the new password. */
    public String run() {
        String chosen = password.generate();
        String hash = password.hash(chosen);
        transactions.executeWithoutResult(status -> reset(hash));
        return "administrator: " + AdministratorPassword.USERNAME + ", new password: " + chosen;
    }

    private void reset(String hash) {
        sql.lock();
        Instant now = clock.instant();
        long tenant = sql.installation()
                .orElseThrow(() -> new StartupException("there is no installation yet: start tokengate first"));
        long admin = sql.resetAdministrator(tenant, AdministratorPassword.USERNAME, hash, now)
                .orElseGet(() -> sql.insertAdministrator(
                        tenant,
                        generator.uuid(),
                        AdministratorPassword.USERNAME,
                        AdministratorPassword.EMAIL,
                        hash,
                        now));
        sql.audit(tenant, admin, "administrator.reset", Map.of(), now);
    }
}
