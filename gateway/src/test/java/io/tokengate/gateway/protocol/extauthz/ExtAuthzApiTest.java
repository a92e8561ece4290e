package io.tokengate.gateway.protocol.extauthz;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.SampleTokens;
import io.tokengate.gateway.support.SampleTokens.Sample;
import io.tokengate.gateway.support.SampleTokens.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** External authorization as an Envoy asks for it, from outside. */
class ExtAuthzApiTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String GOOD = "Bearer " + RunningGateway.DYNATRACE_TOKEN;
    private static ExtAuthzClient client;
    private static SampleTokens samples;

    @BeforeAll
    static void make() throws Exception {
        client = new ExtAuthzClient(GATEWAY);
        samples = new SampleTokens(GATEWAY);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynatrace", "umaaas", "credentialmanager", "kps", "native"})
    void tokenOfAnyDialectPassesInEveryShape(String dialect) throws Exception {
        Sample good = samples.one(dialect, State.GOOD, "b.read", "a.read");
        for (Map<String, String> headers : List.of(
                Map.of("authorization", "Bearer " + good.secret()),
                Map.of("authorization", "Api-Token " + good.secret()),
                Map.of("x-api-token", good.secret()),
                Map.of("x-api-token", good.secret(), "authorization", "Basic Og=="))) {
            CheckResponse response = client.check(headers);
            assertThat(response.getStatus().getCode()).isZero();
            List<HeaderValueOption> options = response.getOkResponse().getHeadersList();
            assertThat(options)
                    .as("a client's own header does not come through")
                    .allMatch(option -> option.getAppendAction() == HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD);
            assertThat(value(options, "X-Token-Id")).isEqualTo(samples.id(good));
            assertThat(value(options, "X-Token-Dialect")).isEqualTo(dialect);
            assertThat(value(options, "X-Token-Scopes")).isEqualTo("a.read b.read");
            assertThat(value(options, "X-Token-Owner")).startsWith("sample");
            assertThat(value(options, "X-Token-Tenant")).hasSize(36);
            assertThat(options).hasSize(5);
        }
    }

    /** Nothing that is empty would overwrite what the client sent. */
    @Test
    void headerWithoutAValueIsTakenAway() throws Exception {
        CheckResponse response = client.check(
                Map.of("x-api-token", samples.one("kps", State.GOOD).secret()));
        assertThat(response.getOkResponse().getHeadersToRemoveList()).containsExactly("X-Token-Scopes");
        assertThat(response.getOkResponse().getHeadersList()).hasSize(4);
    }

    @Test
    void clientIdAndSecretPassByBasicAndAUserDoesNot() {
        String pair = RunningGateway.UMAAAS_CLIENT_ID + ":" + RunningGateway.UMAAAS_CLIENT_SECRET;
        assertThat(client.check(Map.of("authorization", basic(pair))).hasOkResponse())
                .isTrue();
        refused(
                client.check(Map.of("authorization", basic("admin:" + RunningGateway.ADMIN_PASSWORD))),
                401,
                "invalid_token");
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "EXPIRED", "REVOKED", "OWNER_INACTIVE", "TENANT_INACTIVE"})
    void tokenThatIsNoGoodDoesNotPass(State state) throws Exception {
        for (String dialect : List.of("dynatrace", "umaaas", "credentialmanager", "kps", "native")) {
            refused(
                    client.check(
                            Map.of("x-api-token", samples.one(dialect, state).secret())),
                    401,
                    "invalid_token");
        }
    }

    @Test
    void withoutOneCredentialNothingPasses() {
        refused(client.check(AttributeContext.newBuilder()), 401, "realm=\"tokengate\"");
        refused(client.check(Map.of()), 401, "realm=\"tokengate\"");
        refused(client.check(Map.of("authorization", "Digest x")), 401, "realm=\"tokengate\"");
        refused(
                client.check(Map.of("authorization", GOOD, "x-api-token", RunningGateway.DYNATRACE_TOKEN)),
                401,
                "invalid_request");
        // As an Envoy joins two headers of one name.
        refused(client.check(Map.of("authorization", GOOD + "," + GOOD)), 401, "invalid_token");
    }

    @Test
    void rawHeadersAreReadAndTwoOfThemAreNone() {
        AttributeContext.Builder attributes = AttributeContext.newBuilder();
        raw(attributes, "Authorization", GOOD);
        assertThat(client.check(attributes).hasOkResponse()).isTrue();
        raw(attributes, "authorization", GOOD);
        refused(client.check(attributes), 401, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "apiTokens.read                  | 200",
                "apiTokens.read,apiTokens.write  | 200",
                "apiTokens.read nothing.else     | 403",
                "``                              | 403",
                "\"                              | 403",
            })
    void scopesAreRequiredByTheRoute(String scopes, int status) {
        AttributeContext.Builder attributes = AttributeContext.newBuilder().putContextExtensions("scopes", scopes);
        attributes.getRequestBuilder().getHttpBuilder().putHeaders("authorization", GOOD);
        CheckResponse response = client.check(attributes);
        if (status == 200) {
            assertThat(response.hasOkResponse()).isTrue();
        } else {
            assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(status);
            assertThat(response.getStatus().getCode()).isEqualTo(Code.PERMISSION_DENIED.value());
        }
    }

    @Test
    void lackingScopeIsNamedToTheClient() {
        AttributeContext.Builder attributes =
                AttributeContext.newBuilder().putContextExtensions("scopes", "nothing.else");
        attributes.getRequestBuilder().getHttpBuilder().putHeaders("authorization", GOOD);
        refused(client.check(attributes), 403, "error=\"insufficient_scope\", scope=\"nothing.else\"");
    }

    @Test
    void whatTheClientSaysItNeedsIsNotLookedAt() {
        assertThat(client.check(Map.of("authorization", GOOD, "x-required-scopes", "nothing.else"))
                        .hasOkResponse())
                .isTrue();
    }

    @Test
    void useIsFromTheClientThatTheEnvoySees() throws Exception {
        Sample sample = samples.one("dynatrace", State.GOOD);
        AttributeContext.Builder attributes = AttributeContext.newBuilder();
        attributes
                .getSourceBuilder()
                .getAddressBuilder()
                .getSocketAddressBuilder()
                .setAddress("2001:db8::9")
                .setPortValue(1);
        attributes.getRequestBuilder().getHttpBuilder().putHeaders("x-api-token", sample.secret());
        assertThat(client.check(attributes).hasOkResponse()).isTrue();
        Awaitility.await().untilAsserted(() -> assertThat(addressOf(sample)).isEqualTo("2001:db8:0:0:0:0:0:9"));
    }

    @Test
    void whatIsNoMessageIsRefused() {
        for (byte[] garbage :
                List.of(new byte[] {10}, new byte[] {10, 5, 1}, new byte[] {(byte) 0xFF, 1}, new byte[] {15, 15, 15})) {
            assertThat(failureOf(garbage)).isEqualTo(Code.INVALID_ARGUMENT);
        }
        assertThat(failureOf(new byte[300 * 1024])).isEqualTo(Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void healthIsTold() {
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(client.channel());
        for (String service : List.of("", "envoy.service.auth.v3.Authorization")) {
            HealthCheckRequest request =
                    HealthCheckRequest.newBuilder().setService(service).build();
            assertThat(health.check(request).getStatus()).isEqualTo(ServingStatus.SERVING);
            assertThat(health.watch(request).next().getStatus()).isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void verdictsAreCounted() {
        client.check(Map.of("authorization", GOOD));
        GATEWAY.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics).contains("protocol=\"extauthz\""));
    }

    private static void refused(CheckResponse response, int status, String challenge) {
        assertThat(response.hasDeniedResponse()).isTrue();
        assertThat(response.getStatus().getCode())
                .isEqualTo((status == 401 ? Code.UNAUTHENTICATED : Code.PERMISSION_DENIED).value());
        assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(status);
        List<HeaderValueOption> options = response.getDeniedResponse().getHeadersList();
        assertThat(value(options, "WWW-Authenticate")).startsWith("Bearer ").contains(challenge);
        assertThat(value(options, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.getDeniedResponse().getBody()).contains("\"status\":" + status);
    }

    private static Code failureOf(byte[] message) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("envoy.service.auth.v3.Authorization/Check")
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        return catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> ClientCalls.blockingUnaryCall(client.channel(), method, CallOptions.DEFAULT, message))
                .getStatus()
                .getCode();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void raw(AttributeContext.Builder attributes, String name, String value) {
        attributes
                .getRequestBuilder()
                .getHttpBuilder()
                .getHeaderMapBuilder()
                .addHeadersBuilder()
                .setKey(name)
                .setRawValue(ByteString.copyFromUtf8(value));
    }

    private static String value(List<HeaderValueOption> options, String name) {
        return options.stream()
                .filter(option -> option.getHeader().getKey().equals(name))
                .map(option -> option.getHeader().getValue())
                .findFirst()
                .orElse("none");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String addressOf(Sample sample) throws Exception {
        try (Connection database = GATEWAY.connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("select u.address from token_usage u join token t"
                        + " on t.id = u.token_id where t.public_id = '" + samples.id(sample) + "'")) {
            return rows.next() ? rows.getString(1) : "never used";
        }
    }
}
