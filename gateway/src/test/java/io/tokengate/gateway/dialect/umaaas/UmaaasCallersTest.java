package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.Tenant;
import io.tokengate.domain.token.TokenId;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.TokenCallers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class UmaaasCallersTest {
    private final UmaaasCallers callers = new UmaaasCallers(new TokenCallers(
            presented -> Mono.error(new AssertionError("nothing is looked up")),
            (token, at, address) -> {},
            new ClientAddress(List.of()),
            Clock.systemUTC()));

    /** So that a caller who loses one of them before the change begins gives it to nobody. */
    @Test
    void whatIsGivenAwayIsLookedAtAgainInsideTheTransaction() {
        Actor actor = callers.actor(request(), caller(), Scopes.of("TRANSACT", "VIEW"));
        assertThat(actor.authority()).isEqualTo(new Authority(Scopes.of("MANAGE", "TRANSACT", "VIEW"), false));
        assertThat(callers.actor(request(), caller(), Scopes.NONE).authority()).isEqualTo(Authority.scope("MANAGE"));
        assertThat(actor.tokenId()).isEqualTo(new TokenId(5));
    }

    private static ServerRequest request() {
        return ServerRequest.create(MockServerWebExchange.from(MockServerHttpRequest.get("/")), List.of());
    }

    private static ApiToken caller() {
        return new ApiToken(
                new TokenId(5),
                UmaaasTokenFormat.DIALECT,
                "id",
                new Tenant(1, new UUID(0, 1), "t", true),
                new Owner(2, new UUID(0, 2), "u", Set.of(), true),
                "n",
                Permission.ALL,
                false,
                true,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                1,
                null);
    }
}
