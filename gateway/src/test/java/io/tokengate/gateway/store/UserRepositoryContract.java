package io.tokengate.gateway.store;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.account.User;
import io.tokengate.domain.store.NewUser;
import io.tokengate.domain.store.StoreException.Conflict;
import io.tokengate.domain.store.UserRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link UserRepository} must do. */
abstract class UserRepositoryContract {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");

    private UserRepository users;
    private long tenant;
    private String unique = "";

    abstract UserRepository users();

    /** A new tenant with nothing in it. */
    abstract long newTenant();

    @BeforeEach
    void begin() {
        users = users();
        tenant = newTenant();
        unique = UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void insertedUserIsFoundInEveryWayAndWhole() {
        User user = insert("Ann" + unique, Set.of(Role.USER, Role.INFRA_ADMIN));
        assertThat(user.roles()).containsExactlyInAnyOrder(Role.USER, Role.INFRA_ADMIN);
        assertThat(user.active()).isTrue();
        assertThat(user.regular()).isFalse();
        assertThat(user.createdAt()).isEqualTo(START);
        assertThat(user.revision()).isEqualTo(1);
        assertThat(get(users.findById(user.id()))).isEqualTo(user);
        assertThat(get(users.find(tenant, user.publicId()))).isEqualTo(user);
        StepVerifier.create(users.find(newTenant(), user.publicId())).verifyComplete();
    }

    @Test
    void loginIsByUsernameOrEmailInAnyCase() {
        User user = insert("Ann" + unique, Set.of(Role.USER));
        for (String login : List.of("ann" + unique, "ANN" + unique, "aNN" + unique + "@Example.org")) {
            assertThat(get(users.findByLogin(login)).user()).isEqualTo(user);
        }
        assertThat(get(users.findByLogin("ann" + unique)).passwordHash()).isEqualTo("hash");
        StepVerifier.create(users.findByLogin("nobody" + unique)).verifyComplete();
    }

    @Test
    void usernameAndEmailAreTakenInAnyCaseInEveryTenant() {
        insert("Ann" + unique, Set.of(Role.USER));
        StepVerifier.create(users.insert(newUser(newTenant(), "ANN" + unique, "other" + unique + "@example.org")))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                taken -> assertThat(taken.constraint()).isEqualTo("app_user_username")));
        StepVerifier.create(users.insert(newUser(newTenant(), "bob" + unique, "ANN" + unique + "@EXAMPLE.org")))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                taken -> assertThat(taken.constraint()).isEqualTo("app_user_email")));
    }

    @Test
    void deletedUserIsGoneAndItsNamesAreFree() {
        User user = insert("ann" + unique, Set.of(Role.INFRA_ADMIN));
        get(users.delete(user.id(), START).thenReturn(true));
        StepVerifier.create(users.findById(user.id())).verifyComplete();
        StepVerifier.create(users.find(tenant, user.publicId())).verifyComplete();
        StepVerifier.create(users.findByLogin("ann" + unique)).verifyComplete();
        StepVerifier.create(users.list(tenant, 0, 10)).verifyComplete();
        assertThat(get(users.countAdministrators(tenant))).isZero();
        assertThat(insert("ann" + unique, Set.of(Role.USER)).id()).isNotEqualTo(user.id());
    }

    @Test
    void updateReplacesAndCountsTheRevision() {
        User user = insert("ann" + unique, Set.of(Role.USER));
        User changed = new User(
                user.id(),
                user.publicId(),
                tenant,
                "bea" + unique,
                "bea" + unique + "@example.org",
                Set.of(Role.INFRA_ADMIN),
                false,
                true,
                user.createdAt(),
                START.plusSeconds(1),
                2);
        get(users.update(changed).thenReturn(true));
        assertThat(get(users.findById(user.id()))).isEqualTo(changed);

        get(users.updatePassword(user.id(), "another", START.plusSeconds(2)).thenReturn(true));
        assertThat(get(users.findByLogin("bea" + unique)).passwordHash()).isEqualTo("another");
        assertThat(get(users.findById(user.id())).revision()).isEqualTo(3);
    }

    @Test
    void onlyActiveAdministratorsCount() {
        insert("a" + unique, Set.of(Role.INFRA_ADMIN));
        insert("b" + unique, Set.of(Role.USER));
        get(users.insert(new NewUser(
                UUID.randomUUID(),
                tenant,
                "c" + unique,
                "c" + unique + "@example.org",
                "hash",
                Set.of(Role.INFRA_ADMIN),
                false,
                true,
                START)));
        assertThat(get(users.countAdministrators(tenant))).isEqualTo(1);
    }

    @Test
    void listGoesOnBehindAKey() {
        User first = insert("a" + unique, Set.of(Role.USER));
        User second = insert("b" + unique, Set.of(Role.USER));
        User third = insert("c" + unique, Set.of(Role.USER));
        assertThat(get(users.list(tenant, 0, 2).collectList())).containsExactly(first, second);
        assertThat(get(users.list(tenant, second.id(), 2).collectList())).containsExactly(third);
        assertThat(get(users.list(newTenant(), 0, 2).collectList())).isEmpty();
    }

    private User insert(String username, Set<Role> roles) {
        return get(users.insert(new NewUser(
                UUID.randomUUID(), tenant, username, username + "@example.org", "hash", roles, true, false, START)));
    }

    private static NewUser newUser(long tenant, String username, String email) {
        return new NewUser(UUID.randomUUID(), tenant, username, email, "hash", Set.of(Role.USER), true, true, START);
    }

    private static <T> T get(Mono<T> value) {
        return Objects.requireNonNull(value.block(Duration.ofSeconds(20)));
    }
}
