package io.tokengate.reliability.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks into the database itself: what was acknowledged is there, and nothing is there by half. */
public final class StoreCheck {
    private static final String TOKEN = "select name, revoked_at is not null from token where digest = ?";

    /** Each change of a token raises its revision, and belongs to one row of the audit and one of the change log. */
    private static final String HALVES = """
            select t.dialect || ' ' || t.public_id || ' has revision ' || t.revision || ', '
                   || (select count(*) from audit a where a.subject = t.public_id) || ' audits, '
                   || (select count(*) from token_change c where c.digest = t.digest) || ' changes'
              from token t
             where t.name <> 'bootstrap'
               and (t.revision <> (select count(*) from audit a where a.subject = t.public_id)
                 or t.revision <> (select count(*) from token_change c where c.digest = t.digest))
            union all
            select 'an audit of ' || a.subject || ' without it'
              from audit a
             where a.action like 'token.%' and not exists (select 1 from token t where t.public_id = a.subject)
            union all
            select 'a change without a token'
              from token_change c
             where c.kind = 'token' and not exists (select 1 from token t where t.digest = c.digest)
            """;

    private final Connection connection;

    public StoreCheck(Connection connection) {
        this.connection = connection;
    }

    /** Tells the history what is wrong; how many tokens it looked at. */
    public int check(History history) throws SQLException {
        int tokens = 0;
        try (PreparedStatement select = connection.prepareStatement(TOKEN)) {
            for (Issued token : history.issued()) {
                Durability.fault(token, find(select, token), "the database").ifPresent(history::fault);
                tokens++;
            }
        }
        halves(history);
        return tokens;
    }

    private void halves(History history) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet halves = statement.executeQuery(HALVES)) {
            while (halves.next()) {
                history.fault("by half: " + halves.getString(1));
            }
        }
    }

    private static Stored find(PreparedStatement select, Issued token) throws SQLException {
        select.setBytes(1, sha256(token.secret()));
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return new Stored.Missing();
            }
            return row.getBoolean(2) ? new Stored.Revoked() : new Stored.Present(row.getString(1));
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
