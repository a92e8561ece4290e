package io.tokengate.gateway.setup;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.store.NewToken;
import io.tokengate.domain.token.TokenId;
import io.tokengate.gateway.http.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of setup. They stand apart from the R2DBC repositories, which need event loops that do not run yet. */
final class SetupSql {
    private static final String REQUEST = "setup";

    private final JdbcClient jdbc;

    SetupSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for any other replica that is setting up; held until the transaction ends. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('tokengate.setup'))")
                .query()
                .listOfRows();
    }

    /** The key of the tenant that administers the installation; empty before the first start. */
    Optional<Long> installation() {
        boolean schema = jdbc.sql("select to_regclass('installation') is not null")
                .query(Boolean.class)
                .single();
        return schema
                ? jdbc.sql("select tenant_id from installation")
                        .query(Long.class)
                        .optional()
                : Optional.empty();
    }

    void insertInstallation(long tenant, byte[] cursorKey, Instant now) {
        jdbc.sql("insert into installation (tenant_id, cursor_key, created_at) values (?, ?, ?)")
                .params(tenant, cursorKey, Timestamp.from(now))
                .update();
    }

    long insertTenant(UUID publicId, String name, Instant now) {
        return jdbc.sql("insert into tenant (public_id, name, created_at, updated_at) values (?, ?, ?, ?) returning id")
                .params(publicId, name, Timestamp.from(now), Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    long insertAdministrator(long tenant, UUID publicId, String username, String email, String hash, Instant now) {
        return jdbc.sql("""
                        insert into app_user (public_id, tenant_id, username, email, password_hash, roles, active,
                                              regular, created_at, updated_at)
                        values (?, ?, ?, ?, ?, array[?], true, true, ?, ?)
                        returning id
                        """)
                .params(publicId, tenant, username, email, hash, Role.INFRA_ADMIN.name())
                .params(Timestamp.from(now), Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    /** The key of the user whose password was replaced and who administers again; empty if there is none of the name. */
    Optional<Long> resetAdministrator(long tenant, String username, String hash, Instant now) {
        return jdbc.sql("""
                        update app_user
                           set password_hash = ?, active = true, updated_at = ?, revision = revision + 1,
                               roles = array(select distinct unnest(roles || array[?]) order by 1)
                         where tenant_id = ? and lower(username) = ? and deleted_at is null
                        returning id
                        """)
                .params(hash, Timestamp.from(now), Role.INFRA_ADMIN.name(), tenant, username)
                .query(Long.class)
                .optional();
    }

    boolean hasSigningKey() {
        return jdbc.sql("select exists (select from signing_key)")
                .query(Boolean.class)
                .single();
    }

    void insertSigningKey(int id, byte[] seed, Instant now) {
        jdbc.sql("insert into signing_key (id, seed, created_at, signs_from) values (?, ?, ?, ?)")
                .params(id, seed, Timestamp.from(now), Timestamp.from(now))
                .update();
    }

    void insertChecksumKey(int id, byte[] key, Instant now) {
        jdbc.sql("insert into checksum_key (id, key, created_at, issues_from) values (?, ?, ?, ?)")
                .params(id, key, Timestamp.from(now), Timestamp.from(now))
                .update();
    }

    TokenId insertToken(NewToken token) {
        Timestamp now = Timestamp.from(token.createdAt());
        return new TokenId(jdbc.sql("""
                        insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal,
                                           enabled, created_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, string_to_array(?, ' '), ?, ?, ?, ?)
                        returning id
                        """)
                .params(token.tenantId(), token.ownerId(), token.dialect().value(), token.publicId())
                .params(
                        token.digest().bytes(),
                        token.name(),
                        String.join(" ", token.scopes().names()))
                .params(token.personal(), token.enabled(), now, now)
                .query(Long.class)
                .single());
    }

    void audit(long tenant, long user, String action, Map<String, String> details, Instant now) {
        jdbc.sql("""
                        insert into audit (at, tenant_id, user_id, request_id, action, subject, details)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .params(Timestamp.from(now), tenant, user, REQUEST, action, "installation")
                .param(new String(Json.write(details), StandardCharsets.UTF_8))
                .update();
    }
}
