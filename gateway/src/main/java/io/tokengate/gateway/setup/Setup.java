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
    private final DataSource database;
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
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.sql = new SetupSql(jdbc);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.generator = generator;
        this.keys = keys;
        this.password = new AdministratorPassword(generator, hasher);
        this.clock = clock;
    }

    /**
     * Does the first start unless it was done, and loads the checksum keys; see {@link FirstStart#run}.
     *
     * @return lines to print once
     */
    public List<String> install(List<Bootstrap> bootstraps, PropertyResolver given, boolean mayGenerate) {
        List<String> lines =
                new FirstStart(sql, transactions, generator, keys, password, clock).run(bootstraps, given, mayGenerate);
        keys.load(sql.checksumKeys());
        return lines;
    }

    /**
     * The keys that answers are signed with. The first is made here rather than at the first start, which some installations
     * had before there were any.
     */
    public List<SigningKey> signingKeys() {
        if (sql.signingKeys().isEmpty()) {
            transactions.executeWithoutResult(status -> {
                sql.lock();
                if (sql.signingKeys().isEmpty()) {
                    sql.insertSigningKey(1, generator.bytes(SigningKey.LENGTH), clock.instant());
                }
            });
        }
        return sql.signingKeys();
    }

    /** Checks the keys of secrets that can be shown again; see {@link SealingKeyCheck#run}. */
    public void checkSealingKeys(SealingKeys given) {
        new SealingKeyCheck(sql, jdbc, transactions, clock).run(given);
    }

    /** The key of the tenant that administers the installation; it never changes. */
    public long installation() {
        return sql.installation().orElseThrow(() -> new StartupException("the first start was not done"));
    }

    /** What the installation's cursors are sealed with. */
    public byte[] cursorKey() {
        return sql.cursorKey();
    }

    /** Gives the administrator a new password; the line to print. */
    public String resetAdministrator() {
        return new ResetAdmin(sql, transactions, generator, password, clock).run();
    }

    /**
     * Lets another role work with the tables; see {@link Grants#to}. Nothing is changed where a later release made the schema:
     * of its tables this one does not know which the role may write.
     */
    public void grantTo(String role) {
        if (Schema.state(database) != Schema.State.LATER) {
            new Grants(sql, jdbc, transactions).to(role);
        }
    }
}
