package io.tokengate.gateway.protocol.introspection;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.tokengate.domain.secret.SigningKeys;
import io.tokengate.gateway.store.KeyLoader;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.test.StepVerifier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Signed answers (RFC 9701) and the keys that they are checked by, from outside, by a library that did not make our keys. */
class SignedIntrospectionTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    @Test
    void answerIsSignedForItsCaller() throws Exception {
        JWSObject jwt = introspect(GATEWAY, RunningGateway.DYNATRACE_TOKEN);
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("token-introspection+jwt");
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(isSignedBy(GATEWAY, jwt)).isTrue();
        Map<String, Object> claims = jwt.getPayload().toJSONObject();
        assertThat(claims)
                .containsOnlyKeys("iss", "aud", "iat", "token_introspection")
                .containsEntry("iss", GATEWAY.address());
        assertThat(claims.get("aud")).asString().hasSize(36);
        assertThat(claims.get("token_introspection"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("active", true)
                .containsEntry("username", "admin");
    }

    @Test
    void inactiveTokenIsSignedToo() throws Exception {
        JWSObject jwt = introspect(GATEWAY, "nobody-knows-this-one");
        assertThat(jwt.getPayload().toJSONObject()).containsEntry("token_introspection", Map.of("active", false));
        assertThat(isSignedBy(GATEWAY, jwt)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/token-introspection+jwt                                | true",
                "application/json, application/token-introspection+jwt              | false",
                "application/json;q=0.9, application/token-introspection+jwt        | true",
                "application/json;q=0.5, application/token-introspection+jwt;q=0.4  | false",
                "application/token-introspection+jwt;q=0                            | false",
                "application/json                                                   | false",
                "*/*                                                                | false",
                "application/jwt                                                    | false",
                "token-introspection+jwt/;;                                         | false",
            })
    void answerIsOfTheAcceptedType(String accept, boolean signed) {
        ask(GATEWAY, "x", accept)
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(signed ? SignedAnswers.MEDIA_TYPE : MediaType.APPLICATION_JSON_VALUE)
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Test
    void keySetHasPublicPartsOnly() throws Exception {
        JWKSet keys = keys(GATEWAY);
        assertThat(keys.getKeys()).hasSize(1).allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyID())
                    .isEqualTo(key.computeThumbprint().toString())
                    .hasSize(43);
            assertThat(key.getKeyUse()).hasToString("sig");
        });
    }

    @Test
    void metadataNamesKeysAndAlgorithm() {
        GATEWAY.client()
                .get()
                .uri("/.well-known/oauth-authorization-server")
                .exchange()
                .expectBody()
                .jsonPath("$.jwks_uri")
                .isEqualTo(GATEWAY.address() + "/oauth2/jwks")
                .jsonPath("$.introspection_signing_alg_values_supported[0]")
                .isEqualTo("ES256");
    }

    @Test
    void keyOutlivesRestartsAndIsTheSameOnAllReplicasUntilAnotherTakesOver() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        String before;
        try (RunningGateway one = RunningGateway.start(database, Map.of())) {
            before = keys(one).toString();
        }
        try (RunningGateway again = RunningGateway.start(database, Map.of());
                RunningGateway replica = RunningGateway.start(database, Map.of())) {
            assertThat(keys(again)).hasToString(before);
            assertThat(isSignedBy(replica, introspect(again, "x"))).isTrue();

            add(again, 2, "now() + interval '10 minutes'");
            reload(again);
            assertThat(keys(again).getKeys()).as("shown before it signs").hasSize(2);
            assertThat(introspect(again, "x").getHeader().getKeyID())
                    .isEqualTo(JWKSet.parse(before).getKeys().getFirst().getKeyID());

            // By no clock: the first key may be younger than a second.
            add(again, 3, "(select signs_from + interval '1 ms' from signing_key where id = 1)");
            reload(again);
            reload(replica);
            JWSObject jwt = introspect(again, "x");
            assertThat(JWKSet.parse(before).getKeyByKeyId(jwt.getHeader().getKeyID()))
                    .isNull();
            assertThat(isSignedBy(replica, jwt)).isTrue();
            assertThat(keys(again).getKeys())
                    .as("the old one is shown for a day")
                    .hasSize(3);
        }
    }

    @Test
    void installationThatHadNoKeyGetsOne() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        try (RunningGateway gateway = RunningGateway.start(database, Map.of());
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from signing_key");
            reload(gateway);
            assertThat(keys(gateway).getKeys()).as("what is known stays").hasSize(1);
        }
        try (RunningGateway gateway = RunningGateway.start(database, Map.of())) {
            assertThat(isSignedBy(gateway, introspect(gateway, "x"))).isTrue();
        }
    }

    private static void add(RunningGateway gateway, int id, String signsFrom) throws Exception {
        try (Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into signing_key (id, seed, created_at, signs_from) values (" + id + ", sha256('"
                    + id + "'), now(), " + signsFrom + ")");
        }
    }

    private static void reload(RunningGateway gateway) {
        StepVerifier.create(KeyLoader.signing(gateway.bean(DatabaseClient.class), gateway.bean(SigningKeys.class))
                        .load())
                .verifyComplete();
    }

    private static boolean isSignedBy(RunningGateway gateway, JWSObject jwt) throws Exception {
        ECKey key = requireNonNull(keys(gateway).getKeyByKeyId(jwt.getHeader().getKeyID()))
                .toECKey();
        return jwt.verify(new ECDSAVerifier(key));
    }

    private static JWKSet keys(RunningGateway gateway) throws Exception {
        return JWKSet.parse(requireNonNull(gateway.client()
                .get()
                .uri("/oauth2/jwks")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/jwk-set+json")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private static JWSObject introspect(RunningGateway gateway, String token) throws Exception {
        byte[] body = ask(gateway, token, SignedAnswers.MEDIA_TYPE)
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return JWSObject.parse(new String(requireNonNull(body), StandardCharsets.US_ASCII));
    }

    private static ResponseSpec ask(RunningGateway gateway, String token, String accept) {
        return gateway.client()
                .post()
                .uri("/oauth2/introspect")
                .headers(headers -> headers.setBearerAuth(RunningGateway.NATIVE_TOKEN))
                .header(HttpHeaders.ACCEPT, accept)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("token=" + token)
                .exchange();
    }
}
