package io.tokengate.gateway.dialect;

import io.tokengate.domain.token.DialectName;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRoute;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Lean routes run only where their router function would have been reached. */
class RoutesTest {
    private static final LeanHandler HANDLER = request -> Mono.empty();

    private record OneDialect(String base, Routes routes) implements Dialect {
        @Override
        public DialectName name() {
            return new DialectName("one");
        }

        @Override
        public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
            return ServerResponse.badRequest().build();
        }
    }

    @Test
    void leanRouteHasItsWholePath() {
        Routes routes = Routes.below("/a").lean(HttpMethod.POST, "/b/c", HANDLER);
        assertThat(routes.lean()).containsExactly(LeanRoute.at(HttpMethod.POST, "/a/b/c", HANDLER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/{id}", "/b/{id}", "/*", "/b/**", "/{*rest}", "/b?"})
    void leanRouteHasNoVariables(String path) {
        Routes routes = Routes.below("/a");
        assertThatIllegalArgumentException().isThrownBy(() -> routes.lean(HttpMethod.POST, path, HANDLER));
    }

    @Test
    void leanRouteIsNotBehindAnotherThatTakesItsRequests() {
        Routes routes = Routes.below("/a")
                .get("/{id}", request -> ServerResponse.ok().build())
                .post("/{id}", request -> ServerResponse.ok().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> routes.lean(HttpMethod.POST, "/lookup", HANDLER))
                .withMessage("not a path of its own: POST /a/lookup");
        assertThat(routes.lean(HttpMethod.PUT, "/lookup", HANDLER).lean()).hasSize(1);
    }

    @Test
    void leanRouteBelowAnotherDialectsBaseIsNotRun() {
        Dialect outer = new OneDialect(
                "/api",
                Routes.below("/api")
                        .lean(HttpMethod.POST, "/v2/lookup", HANDLER)
                        .lean(HttpMethod.POST, "/v22", HANDLER));
        Dialect inner = new OneDialect("/api/v2", Routes.below("/api/v2").lean(HttpMethod.POST, "/verify", HANDLER));
        assertThat(new DialectRouter(List.of(outer, inner)).lean())
                .extracting(LeanRoute::path)
                .containsExactlyInAnyOrder("/api/v22", "/api/v2/verify");
    }
}
