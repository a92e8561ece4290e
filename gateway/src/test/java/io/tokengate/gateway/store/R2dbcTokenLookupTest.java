package io.tokengate.gateway.store;

import io.tokengate.domain.store.NewToken;
import io.tokengate.domain.store.TokenLookup;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.gateway.support.RunningGateway;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** Many tokens with one query, each as the repository finds it. */
class R2dbcTokenLookupTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TokenLookup lookup = GATEWAY.bean(TokenLookup.class);
    private final TokenRepository tokens = GATEWAY.bean(TokenRepository.class);

    @Test
    void eachDigestHasItsOwnTokenAlsoRevokedOnes() {
        R2dbcTokenRepositoryTest users = new R2dbcTokenRepositoryTest();
        long tenant = users.newTenant();
        long owner = users.newOwner(tenant, "lookup-" + UUID.randomUUID());
        Map<TokenDigest, ApiToken> expected = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            TokenDigest digest = digest();
            ApiToken token = get(tokens.insert(newToken(tenant, owner, digest, "n" + i, i % 3 != 0)));
            if (i % 2 == 0) {
                get(tokens.revoke(token.id(), Instant.EPOCH).thenReturn(true));
            }
            expected.put(digest, get(tokens.findById(token.id())));
        }
        List<TokenDigest> asked = new ArrayList<>(expected.keySet());
        for (int i = 0; i < 100; i++) {
            asked.add(digest());
        }
        assertThat(get(lookup.findByDigests(asked))).isEqualTo(expected);
    }

    @Test
    void nothingIsFoundForNothing() {
        assertThat(get(lookup.findByDigests(List.of()))).isEmpty();
        assertThat(get(lookup.findByDigests(List.of(digest())))).isEmpty();
    }

    private static NewToken newToken(long tenant, long owner, TokenDigest digest, String name, boolean enabled) {
        return new NewToken(
                tenant,
                owner,
                new DialectName("lookup"),
                UUID.randomUUID().toString(),
                digest,
                name,
                Scopes.of("a"),
                false,
                enabled,
                Instant.EPOCH,
                null);
    }

    private static TokenDigest digest() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        return TokenDigest.of(ByteBuffer.allocate(TokenDigest.LENGTH)
                .putLong(one.getMostSignificantBits())
                .putLong(one.getLeastSignificantBits())
                .putLong(other.getMostSignificantBits())
                .putLong(other.getLeastSignificantBits())
                .array());
    }

    private static <T> T get(Mono<T> value) {
        return Objects.requireNonNull(value.block(LIMIT));
    }
}
