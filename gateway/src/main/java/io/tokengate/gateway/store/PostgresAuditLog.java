package io.tokengate.gateway.store;

import io.r2dbc.postgresql.codec.Json;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.store.AuditEvent;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.token.TokenId;
import reactor.core.publisher.Mono;

/** Audit events as rows, written on the connection of the change that they tell of. */
public final class PostgresAuditLog implements AuditLog {
    private static final String INSERT = """
            insert into audit (at, tenant_id, user_id, token_id, address, request_id, action, subject, details)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    private final GuardedDatabase database;

    public PostgresAuditLog(GuardedDatabase database) {
        this.database = database;
    }

    @Override
    public Mono<Void> write(AuditEvent event) {
        Actor actor = event.actor();
        TokenId token = actor.tokenId();
        return database.change(database.sql(INSERT)
                .bind(0, event.at())
                .bind(1, actor.tenantId())
                .bind(2, actor.userId())
                .bind(3, SqlValue.orNull(token == null ? null : token.value(), Long.class))
                .bind(4, SqlValue.orNull(actor.address(), String.class))
                .bind(5, actor.requestId())
                .bind(6, event.action())
                .bind(7, event.subject())
                .bind(8, Json.of(io.tokengate.gateway.http.Json.write(event.details())))
                .then());
    }
}
