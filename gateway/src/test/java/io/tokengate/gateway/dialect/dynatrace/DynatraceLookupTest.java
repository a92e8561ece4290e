package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.Tenant;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.verify.Rejection;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.VerificationCallers;
import io.tokengate.gateway.support.LeanServer;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** What a lookup makes of each verdict, and of none; on a real server, with verdicts of the test's choice. */
@ExtendWith(OutputCaptureExtension.class)
class DynatraceLookupTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:15:30.144Z");
    private static final ApiToken CALLER = token(1, DynatraceTokenFormat.DIALECT, 7);
    private static final ApiToken TOKEN = token(2, DynatraceTokenFormat.DIALECT, 7);

    private static final String HEADERS = String.join(
            "\r\n", "Authorization: Api-Token caller", "X-Forwarded-For: 192.0.2.7", "X-Request-Id: of-the-test", "");

    private final Collection<String> uses = new ConcurrentLinkedQueue<>();

    @Test
    void useIsTheCallersAndComesFromItsAddress() throws IOException {
        assertThat(lookUp(Mono.just(new Verified(TOKEN))).status()).isEqualTo(200);
        assertThat(uses).containsExactly("1 " + NOW + " /192.0.2.7");
    }

    @Test
    void verdictIsShown() throws IOException {
        Response response = lookUp(Mono.just(new Verified(TOKEN)));
        assertThat(response.body())
                .isEqualTo(new String(Json.write(DynatraceMapper.token(TOKEN)), StandardCharsets.UTF_8));
        assertThat(response.header("content-type")).isEqualTo("application/json;charset=UTF-8");
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "EXPIRED", "OWNER_INACTIVE", "TENANT_INACTIVE"})
    void tokenThatMayBeGoodAgainIsShown(Rejection reason) throws IOException {
        assertThat(lookUp(Mono.just(new Rejected(reason, TOKEN))).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"MALFORMED", "FORGED", "UNKNOWN", "REVOKED"})
    void tokenThatIsNoneIsNotFound(Rejection reason) throws IOException {
        notFound(lookUp(Mono.just(new Rejected(reason, reason == Rejection.REVOKED ? TOKEN : null))));
    }

    @Test
    void tokensOfOthersAreNotFound() throws IOException {
        notFound(lookUp(Mono.just(new Verified(token(2, new DialectName("native"), 7)))));
        notFound(lookUp(Mono.just(new Verified(token(2, DynatraceTokenFormat.DIALECT, 8)))));
    }

    @Test
    void whatCannotBeKnownIs503() throws IOException {
        Response response = lookUp(Mono.error(new Unavailable("the database is away", null)));
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("retry-after")).isEqualTo("1");
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"code\":503,\"message\":\"The service is unavailable, try again\"}}");
    }

    @Test
    void whatNobodyForesawIs500AndLoggedByItsName(CapturedOutput output) throws IOException {
        Response response = lookUp(Mono.error(new IllegalStateException("unforeseen")));
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"error\":{\"code\":500,\"message\":\"Internal error\"}}");
        assertThat(output).contains("of-the-test failed").contains("unforeseen");
    }

    @Test
    void verifierThatThrowsIs500() throws IOException {
        Response response = lookUp(Mono.defer(() -> {
            throw new IllegalStateException("thrown");
        }));
        assertThat(response.status()).isEqualTo(500);
    }

    private Response lookUp(Mono<Verification> verdict) throws IOException {
        TokenVerifier verifier =
                presented -> presented.reveal().equals("caller") ? Mono.just(new Verified(CALLER)) : verdict;
        VerificationCallers callers = new VerificationCallers(
                verifier,
                (token, at, address) -> uses.add(token + " " + at + " " + address),
                new ClientAddress(List.of("127.0.0.1")),
                Clock.fixed(NOW, ZoneOffset.UTC));
        try (LeanServer server = LeanServer.start(new DynatraceLookup(callers, verifier));
                RawConnection connection = server.connect()) {
            return connection
                    .send(LeanServer.post(HEADERS, "{\"token\":\"asked\"}"))
                    .read();
        }
    }

    private static void notFound(Response response) {
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":{\"code\":404,\"message\":\"API token not found\"}}");
    }

    private static ApiToken token(long id, DialectName dialect, long tenant) {
        return new ApiToken(
                new TokenId(id),
                dialect,
                "dt0c01.ST2EY72KQINMH574WMNVI7YN",
                new Tenant(tenant, new UUID(0, tenant), "tenant", true),
                new Owner(3, new UUID(0, 3), "john.smith", Set.of(Role.USER), true),
                "ci",
                Scopes.of("metrics.read", "logs.read"),
                false,
                true,
                NOW,
                NOW,
                null,
                null,
                null,
                1,
                null);
    }
}
