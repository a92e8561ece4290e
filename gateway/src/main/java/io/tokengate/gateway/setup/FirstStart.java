package io.tokengate.gateway.setup;

import io.tokengate.domain.secret.ChecksumKey;
import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.NewToken;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.domain.verify.TokenFormats;
import io.tokengate.gateway.dialect.Bootstrap;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes what an installation begins with: its tenant, its administrator, the checksum key and one credential of each
 * dialect. All of it in one transaction under one lock, so that of several replicas that start together one does it and
 * the others find it done.
 */
public final class FirstStart {
    private static final String ADMIN_PASSWORD = "tokengate.admin.password";

    private final SetupSql sql;
    private final TransactionOperations transactions;
    private final SecretGenerator generator;
    private final ChecksumKeys keys;
    private final AdministratorPassword password;
    private final Clock clock;

    FirstStart(
            SetupSql sql,
            TransactionOperations transactions,
            SecretGenerator generator,
            ChecksumKeys keys,
            AdministratorPassword password,
            Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.generator = generator;
        this.keys = keys;
        this.password = password;
        this.clock = clock;
    }

    /**
     * Does it, unless it was done before.
     *
     * @param given what the operator gives; read only if this is the first start
     * @param mayGenerate whether what is not given may be generated and printed
     * @return lines to print once, with what was generated; empty if there is nothing to tell
     * @throws StartupException if something is missing or unfit
     */
    public List<String> run(List<Bootstrap> bootstraps, PropertyResolver given, boolean mayGenerate) {
        List<String> lines = transactions.execute(status -> {
            sql.lock();
            return sql.installation().isPresent() ? List.<String>of() : install(bootstraps, given, mayGenerate);
        });
        return lines == null ? List.of() : lines;
    }

    private List<String> install(List<Bootstrap> bootstraps, PropertyResolver given, boolean mayGenerate) {
        Instant now = clock.instant();
        List<String> lines = new ArrayList<>();
        long tenant = sql.insertTenant(generator.uuid(), "default", now);
        sql.insertInstallation(tenant, generator.bytes(32), now);
        insertChecksumKey(now);
        long admin = insertAdministrator(tenant, given.getProperty(ADMIN_PASSWORD), mayGenerate, lines, now);
        TokenFormats gate =
                new TokenFormats(bootstraps.stream().map(Bootstrap::format).toList());
        for (Bootstrap bootstrap : bootstraps) {
            insertCredential(bootstrap, supplied(bootstrap, given, gate), tenant, admin, mayGenerate, lines, now);
        }
        sql.audit(tenant, admin, "installation.create", Map.of(), now);
        return lines;
    }

    private void insertChecksumKey(Instant now) {
        int id = generator.number(ChecksumKey.ID_BOUND);
        byte[] key = generator.bytes(ChecksumKey.LENGTH);
        sql.insertChecksumKey(id, key, now);
        // So that the credentials below are made with it.
        keys.load(List.of(new ChecksumKey(id, key, now)));
    }

    private long insertAdministrator(
            long tenant, @Nullable String givenPassword, boolean mayGenerate, List<String> lines, Instant now) {
        require(givenPassword != null || mayGenerate, "TOKENGATE_ADMIN_PASSWORD");
        String chosen = givenPassword == null ? password.generate() : password.checked(givenPassword);
        if (givenPassword == null) {
            lines.add("administrator: " + AdministratorPassword.USERNAME + ", password: " + chosen);
        }
        return sql.insertAdministrator(
                tenant,
                generator.uuid(),
                AdministratorPassword.USERNAME,
                AdministratorPassword.EMAIL,
                password.hash(chosen),
                now);
    }

    private void insertCredential(
            Bootstrap bootstrap,
            Optional<Minted> supplied,
            long tenant,
            long admin,
            boolean mayGenerate,
            List<String> lines,
            Instant now) {
        require(supplied.isPresent() || mayGenerate, bootstrap.settings());
        Minted minted = supplied.orElseGet(() -> bootstrap.format().mint());
        if (supplied.isEmpty()) {
            lines.addAll(bootstrap.assignments(minted));
        }
        sql.insertToken(new NewToken(
                tenant,
                admin,
                bootstrap.dialect(),
                minted.publicId(),
                TokenHasher.digest(minted.secret()),
                "bootstrap",
                bootstrap.scopes(),
                false,
                true,
                now,
                null));
    }

    private static Optional<Minted> supplied(Bootstrap bootstrap, PropertyResolver given, TokenFormats gate) {
        try {
            Optional<Minted> supplied = bootstrap.given(given);
            supplied.ifPresent(minted -> requirePassing(minted, gate));
            return supplied;
        } catch (IllegalArgumentException e) {
            throw new StartupException(bootstrap.settings() + ": " + e.getMessage());
        }
    }

    /** What another dialect's form refuses would be refused at each use, however well it fits its own. */
    private static void requirePassing(Minted minted, TokenFormats gate) {
        switch (gate.check(minted.secret())) {
            case CHECKED, UNCHECKED -> {}
            case FOREIGN, MALFORMED, FORGED ->
                throw new IllegalArgumentException("looks like a bad token of another form: choose another");
        }
    }

    private static void require(boolean present, String settings) {
        if (!present) {
            throw new StartupException("the first start in profile prod needs " + settings
                    + " (or the same with _FILE): nothing is generated there, since it would have to be printed");
        }
    }
}
