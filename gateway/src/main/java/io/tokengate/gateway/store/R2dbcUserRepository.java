package io.tokengate.gateway.store;

import io.r2dbc.spi.Readable;
import io.tokengate.domain.account.Role;
import io.tokengate.domain.account.User;
import io.tokengate.domain.store.NewUser;
import io.tokengate.domain.store.UserCredentials;
import io.tokengate.domain.store.UserRepository;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Users in PostgreSQL. */
public final class R2dbcUserRepository implements UserRepository {
    /** What {@link #read} reads, of a table that the statement calls {@code o}. */
    static final String COLUMNS = """
            o.id, o.public_id, o.tenant_id, o.username, o.email, o.roles, o.active, o.regular,
            o.created_at, o.updated_at, o.revision
            """;

    private static final String SELECT = "select " + COLUMNS + " from app_user o where o.deleted_at is null ";

    private static final String BY_PUBLIC_ID = SELECT + "and o.tenant_id = $1 and o.public_id = $2";

    private static final String BY_LOGIN = "select " + COLUMNS + """
            , o.password_hash
              from app_user o
              join tenant n on n.id = o.tenant_id
             where o.deleted_at is null and n.active
               and (lower(o.username) = lower($1) or lower(o.email) = lower($1))
            """;

    private static final String LIST = SELECT + "and o.tenant_id = $1 and o.id > $2 order by o.id limit $3";

    private static final String COUNT_ADMINISTRATORS = """
            select count(*) from app_user
             where tenant_id = $1 and active and deleted_at is null and 'INFRA_ADMIN' = any (roles)
            """;

    private static final String INSERT = """
            insert into app_user (public_id, tenant_id, username, email, password_hash, roles, active, regular,
                                  created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
            returning id
            """;

    private static final String UPDATE = """
            update app_user
               set username = $2, email = $3, roles = $4, active = $5, regular = $6, updated_at = $7,
                   revision = revision + 1
             where id = $1
            """;

    private static final String UPDATE_PASSWORD = """
            update app_user set password_hash = $2, updated_at = $3, revision = revision + 1 where id = $1
            """;

    private static final String DELETE = """
            update app_user set deleted_at = $2, updated_at = $2, revision = revision + 1 where id = $1
            """;

    private final GuardedDatabase database;

    public R2dbcUserRepository(GuardedDatabase database) {
        this.database = database;
    }

    @Override
    public Mono<User> findById(long id) {
        return one(database.sql(SELECT + "and o.id = $1").bind(0, id));
    }

    @Override
    public Mono<User> find(long tenantId, UUID publicId) {
        return one(database.sql(BY_PUBLIC_ID).bind(0, tenantId).bind(1, publicId));
    }

    @Override
    public Mono<User> findForUpdate(long tenantId, UUID publicId) {
        return one(database.sql(BY_PUBLIC_ID + " for no key update")
                .bind(0, tenantId)
                .bind(1, publicId));
    }

    @Override
    public Mono<User> lock(long id) {
        return one(database.sql(SELECT + "and o.id = $1 for no key update").bind(0, id));
    }

    @Override
    public Mono<UserCredentials> findByLogin(String login) {
        return database.read(database.sql(BY_LOGIN)
                .bind(0, login)
                .map(row -> new UserCredentials(read(row), get(row, 11, String.class)))
                .one());
    }

    @Override
    public Flux<User> list(long tenantId, long afterId, int limit) {
        return database.list(database.sql(LIST)
                .bind(0, tenantId)
                .bind(1, afterId)
                .bind(2, limit)
                .map(R2dbcUserRepository::read)
                .all());
    }

    @Override
    public Mono<Long> countAdministrators(long tenantId) {
        return database.read(database.sql(COUNT_ADMINISTRATORS)
                .bind(0, tenantId)
                .mapValue(Long.class)
                .one());
    }

    @Override
    public Mono<User> insert(NewUser user) {
        GenericExecuteSpec insert = database.sql(INSERT)
                .bind(0, user.publicId())
                .bind(1, user.tenantId())
                .bind(2, user.username())
                .bind(3, user.email())
                .bind(4, user.passwordHash())
                .bind(5, roles(user.roles()))
                .bind(6, user.active())
                .bind(7, user.regular())
                .bind(8, user.createdAt());
        return database.change(insert.mapValue(Long.class).one()).flatMap(this::findById);
    }

    @Override
    public Mono<Void> update(User user) {
        return database.change(database.sql(UPDATE)
                .bind(0, user.id())
                .bind(1, user.username())
                .bind(2, user.email())
                .bind(3, roles(user.roles()))
                .bind(4, user.active())
                .bind(5, user.regular())
                .bind(6, user.updatedAt())
                .then());
    }

    @Override
    public Mono<Void> updatePassword(long id, String passwordHash, Instant at) {
        return database.change(database.sql(UPDATE_PASSWORD)
                .bind(0, id)
                .bind(1, passwordHash)
                .bind(2, at)
                .then());
    }

    @Override
    public Mono<Void> delete(long id, Instant at) {
        return database.change(database.sql(DELETE).bind(0, id).bind(1, at).then());
    }

    private Mono<User> one(GenericExecuteSpec statement) {
        return database.read(statement.map(R2dbcUserRepository::read).one());
    }

    /** A row that begins with {@link #COLUMNS}. */
    static User read(Readable row) {
        return new User(
                get(row, 0, Long.class),
                get(row, 1, UUID.class),
                get(row, 2, Long.class),
                get(row, 3, String.class),
                get(row, 4, String.class),
                TokenRow.roles(get(row, 5, String[].class)),
                get(row, 6, Boolean.class),
                get(row, 7, Boolean.class),
                get(row, 8, Instant.class),
                get(row, 9, Instant.class),
                get(row, 10, Long.class));
    }

    private static String[] roles(Set<Role> roles) {
        return roles.stream().map(Enum::name).sorted().toArray(String[]::new);
    }

    private static <T> T get(Readable row, int index, Class<T> type) {
        return Objects.requireNonNull(row.get(index, type));
    }
}
