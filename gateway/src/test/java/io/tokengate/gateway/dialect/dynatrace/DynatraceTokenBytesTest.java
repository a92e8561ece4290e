package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.LastUse;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.Tenant;
import io.tokengate.domain.token.TokenId;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Byte for byte what the mapper and {@link Json} make of the same token. */
class DynatraceTokenBytesTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_124L);
    private static final int ROUNDS = 20_000;

    private final Random random = new Random(SEED);
    private final HostileText texts = new HostileText(SEED, List.of("ci", "Ünïcode ✓ \"&+%", "metrics.read"));

    @Test
    void isWhatMapperAndJsonMake() {
        for (int i = 0; i < ROUNDS; i++) {
            ApiToken token = next();
            assertThat(text(DynatraceTokenBytes.of(token))).isEqualTo(text(Json.write(DynatraceMapper.token(token))));
        }
    }

    private ApiToken next() {
        Tenant tenant = new Tenant(1, new UUID(0, 1), "tenant", random.nextInt(8) > 0);
        Owner owner = new Owner(2, new UUID(0, 2), storable(), Set.of(Role.USER), random.nextInt(8) > 0);
        return new ApiToken(
                new TokenId(3),
                DynatraceTokenFormat.DIALECT,
                "dt0c01.ST2EY72KQINMH574WMNVI7YN",
                tenant,
                owner,
                storable(),
                scopes(),
                random.nextBoolean(),
                random.nextBoolean(),
                instant(),
                instant(),
                random.nextBoolean() ? instant() : null,
                random.nextBoolean() ? instant() : null,
                null,
                1,
                lastUse());
    }

    private Scopes scopes() {
        return Scopes.of(random.ints(random.nextInt(5), 0, DynatraceScopes.ACCEPTED.size())
                .mapToObj(List.copyOf(DynatraceScopes.ACCEPTED)::get)
                .toList());
    }

    private @Nullable LastUse lastUse() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new LastUse(instant(), null);
            default -> new LastUse(instant(), "2001:db8:0:0:0:0:0:1");
        };
    }

    private Instant instant() {
        long second = random.nextLong(-63_000_000_000L, 254_000_000_000L);
        return Instant.ofEpochSecond(second, random.nextInt(3) * 7L * 1_000_000);
    }

    private String storable() {
        String text = texts.next();
        while (!Text.isStorable(text)) {
            text = texts.next();
        }
        return text;
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
