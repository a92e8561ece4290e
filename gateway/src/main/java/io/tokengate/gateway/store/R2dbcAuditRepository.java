package io.tokengate.gateway.store;

import io.r2dbc.spi.Readable;
import io.tokengate.domain.store.AuditEntry;
import io.tokengate.domain.store.AuditRepository;
import io.tokengate.gateway.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Reads audit events from PostgreSQL. */
public final class R2dbcAuditRepository implements AuditRepository {
    private static final String LIST = """
            select a.id, a.at, o.public_id, o.username, t.public_id, a.address, a.request_id, a.action, a.subject,
                   a.details::text
              from audit a
              join app_user o on o.id = a.user_id
              left join token t on t.id = a.token_id
             where a.tenant_id = $1 and a.id < $2
             order by a.id desc
             limit $3
            """;

    private final GuardedDatabase database;

    public R2dbcAuditRepository(GuardedDatabase database) {
        this.database = database;
    }

    @Override
    public Flux<AuditEntry> list(long tenantId, long beforeId, int limit) {
        return database.list(database.sql(LIST)
                .bind(0, tenantId)
                .bind(1, beforeId)
                .bind(2, limit)
                .map(R2dbcAuditRepository::read)
                .all());
    }

    private static AuditEntry read(Readable row) {
        return new AuditEntry(
                get(row, 0, Long.class),
                get(row, 1, Instant.class),
                get(row, 2, UUID.class),
                get(row, 3, String.class),
                row.get(4, String.class),
                row.get(5, String.class),
                get(row, 6, String.class),
                get(row, 7, String.class),
                get(row, 8, String.class),
                details(get(row, 9, String.class)));
    }

    private static Map<String, String> details(String json) {
        Map<String, String> details = new TreeMap<>();
        Map<?, ?> members = Json.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
        members.forEach((key, value) -> details.put(String.valueOf(key), String.valueOf(value)));
        return details;
    }

    private static <T> T get(Readable row, int index, Class<T> type) {
        return Objects.requireNonNull(row.get(index, type));
    }
}
