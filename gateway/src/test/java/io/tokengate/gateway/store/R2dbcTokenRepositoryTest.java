package io.tokengate.gateway.store;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.store.NewUser;
import io.tokengate.domain.store.TenantRepository;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.store.UserRepository;
import io.tokengate.domain.token.TokenId;
import io.tokengate.gateway.support.RunningGateway;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;

class R2dbcTokenRepositoryTest extends TokenRepositoryContract {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Override
    TokenRepository tokens() {
        return GATEWAY.bean(TokenRepository.class);
    }

    @Override
    Transactions transactions() {
        return GATEWAY.bean(Transactions.class);
    }

    @Override
    long newTenant() {
        return newTenant(GATEWAY);
    }

    @Override
    long newOwner(long tenant, String name) {
        NewUser user = new NewUser(
                UUID.randomUUID(),
                tenant,
                name,
                name + "@example.org",
                "",
                Set.of(Role.USER),
                true,
                true,
                Instant.EPOCH);
        return Objects.requireNonNull(
                        GATEWAY.bean(UserRepository.class).insert(user).block(LIMIT))
                .id();
    }

    @Override
    void use(TokenId token, Instant at, String address) {
        BatchedUsageRecorder recorder = new BatchedUsageRecorder(GATEWAY.bean(DatabaseClient.class));
        recorder.record(token, at, InetAddress.ofLiteral(address));
        recorder.close().block(LIMIT);
    }

    static long newTenant(RunningGateway gateway) {
        UUID id = UUID.randomUUID();
        return Objects.requireNonNull(gateway.bean(TenantRepository.class)
                        .insert(id, "tenant " + id, Instant.EPOCH)
                        .block(LIMIT))
                .id();
    }
}
