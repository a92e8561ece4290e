package io.tokengate.gateway.setup;

import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.SealingKeys;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.secret.SigningKey;
import io.tokengate.gateway.dialect.Bootstrap;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** What is done with a database once its schema is right. */
public final class Setup {
    private final JdbcClient jdbc;
    private final SetupSql sql;
    private final TransactionOperations transactions;
    private final SecretGenerator generator;
    private final ChecksumKeys keys;
    private final AdministratorPassword password;
    private final Clock clock;

    /**
     * Works on a database.
     *
     * @param hasher of passwords; slow, and blocks while it works
     */
    public Setup(
            DataSource database,
            SecretGenerator generator,
            ChecksumKeys keys,
            UnaryOperator<String> hasher,
            Clock clock) {
        this.jdbc = JdbcClient.create(database);
        this.sql = new SetupSql(jdbc);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.generator = generator;
        this.keys = keys;
        this.password = new AdministratorPassword(generator, hasher);
        this.clock = clock;
    }

    /**
     * Does the first start unless it was done; see {@link FirstStart#run}.
     *
     * @return lines to print once
     */
    public List<String> install(List<Bootstrap> bootstraps, PropertyResolver given, boolean mayGenerate) {
        return new FirstStart(sql, transactions, generator, keys, password, clock).run(bootstraps, given, mayGenerate);
    }

    /**
     * Makes the first of the keys that answers are signed with, unless there is one. Not at the first start, which some
     * installations had before there were any.
     */
    public void makeSigningKey() {
        transactions.executeWithoutResult(status -> {
            sql.lock();
            if (!sql.hasSigningKey()) {
                sql.insertSigningKey(1, generator.bytes(SigningKey.LENGTH), clock.instant());
            }
        });
    }

    /** Checks the keys of secrets that can be shown again; see {@link SealingKeyCheck#run}. */
    public void checkSealingKeys(SealingKeys given) {
        new SealingKeyCheck(sql, jdbc, transactions, clock).run(given);
    }

    /** Gives the administrator a new password; the line to print. */
    public String resetAdministrator() {
        return new ResetAdmin(sql, transactions, generator, password, clock).run();
    }

    /** Lets another role work with the tables; see {@link Grants#to}. For a schema of this release only. */
    public void grantTo(String role) {
        new Grants(sql, jdbc, transactions).to(role);
    }
}
