package io.tokengate.gateway.store;

/** The statements about tokens that are always the same. */
final class TokenSql {
    static final String FROM = """
             from token t
             join app_user o on o.id = t.owner_id
             join tenant n on n.id = t.tenant_id
             left join token_usage u on u.token_id = t.id
            """;

    /** The columns in the order that {@link TokenRow} reads them. */
    private static final String COLUMNS = """
            t.id, t.dialect, t.public_id, t.name, t.scopes, t.personal, t.enabled,
            t.created_at, t.updated_at, t.modified_at, t.expires_at, t.revoked_at, t.revision,
            o.id, o.public_id, o.username, o.roles, o.active and o.deleted_at is null,
            n.id, n.public_id, n.name, n.active,
            u.last_used_at, u.address""";

    static final String SELECT = "select " + COLUMNS + FROM;

    static final String BY_DIGEST = SELECT + " where t.digest = $1";

    /**
     * With the digest behind the other columns, which tells whose row it is. Asked for in hexadecimal digits: the driver
     * spells an array of bytea so that the server reads other bytes, and loses a buffer with each.
     */
    static final String BY_DIGESTS = "select " + COLUMNS + ", t.digest" + FROM
            + " where t.digest = any (array(select decode(asked, 'hex') from unnest($1) asked))";

    static final String BY_ID = SELECT + " where t.id = $1";

    static final String BY_REF =
            SELECT + " where t.tenant_id = $1 and t.dialect = $2 and t.public_id = $3 and t.revoked_at is null";

    static final String BY_REF_FOR_UPDATE = BY_REF + " for no key update of t";

    static final String INSERT = """
            insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal, enabled,
                               created_at, updated_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
            returning id
            """;

    static final String UPDATE = """
            update token
               set name = $2, scopes = $3, enabled = $4, updated_at = $5, modified_at = $6, revision = revision + 1
             where id = $1
            """;

    static final String REVOKE = """
            update token set revoked_at = $2, updated_at = $2, revision = revision + 1
             where id = $1 and revoked_at is null
            """;

    static final String REVOKE_OWNED = """
            update token set revoked_at = $2, updated_at = $2, revision = revision + 1
             where owner_id = $1 and revoked_at is null
            """;

    private TokenSql() {}
}
