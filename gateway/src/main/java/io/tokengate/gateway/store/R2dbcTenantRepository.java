package io.tokengate.gateway.store;

import io.r2dbc.spi.Readable;
import io.tokengate.domain.store.TenantRepository;
import io.tokengate.domain.token.Tenant;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tenants in PostgreSQL. */
public final class R2dbcTenantRepository implements TenantRepository {
    private static final String SELECT = "select id, public_id, name, active from tenant ";

    private static final String INSERT = """
            insert into tenant (public_id, name, created_at, updated_at) values ($1, $2, $3, $3)
            returning id, public_id, name, active
            """;

    private static final String UPDATE = """
            update tenant set name = $2, active = $3, updated_at = $4, revision = revision + 1 where id = $1
            """;

    private final GuardedDatabase database;

    public R2dbcTenantRepository(GuardedDatabase database) {
        this.database = database;
    }

    @Override
    public Mono<Long> installation() {
        return database.read(database.sql("select tenant_id from installation")
                .mapValue(Long.class)
                .one());
    }

    @Override
    public Mono<Tenant> findById(long id) {
        return one(database.sql(SELECT + "where id = $1").bind(0, id));
    }

    @Override
    public Mono<Tenant> find(UUID publicId) {
        return one(database.sql(SELECT + "where public_id = $1").bind(0, publicId));
    }

    @Override
    public Mono<Tenant> lock(long id) {
        return one(database.sql(SELECT + "where id = $1 for no key update").bind(0, id));
    }

    @Override
    public Flux<Tenant> list(long afterId, int limit) {
        return database.list(database.sql(SELECT + "where id > $1 order by id limit $2")
                .bind(0, afterId)
                .bind(1, limit)
                .map(R2dbcTenantRepository::read)
                .all());
    }

    @Override
    public Mono<Tenant> insert(UUID publicId, String name, Instant at) {
        return database.change(database.sql(INSERT)
                .bind(0, publicId)
                .bind(1, name)
                .bind(2, at)
                .map(R2dbcTenantRepository::read)
                .one());
    }

    @Override
    public Mono<Void> update(Tenant tenant, Instant at) {
        return database.change(database.sql(UPDATE)
                .bind(0, tenant.id())
                .bind(1, tenant.name())
                .bind(2, tenant.active())
                .bind(3, at)
                .then());
    }

    private Mono<Tenant> one(GenericExecuteSpec statement) {
        return database.read(statement.map(R2dbcTenantRepository::read).one());
    }

    private static Tenant read(Readable row) {
        return new Tenant(
                Objects.requireNonNull(row.get(0, Long.class)),
                Objects.requireNonNull(row.get(1, UUID.class)),
                Objects.requireNonNull(row.get(2, String.class)),
                Objects.requireNonNull(row.get(3, Boolean.class)));
    }
}
