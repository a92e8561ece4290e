package io.tokengate.gateway;

import io.tokengate.gateway.support.OtlpReceiver;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives every route with secrets in every place where a client may put them, rightly or wrongly, and then looks for
 * them wherever something is written: logs, metrics, health, answers, and each row of each table.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {
    private static final String USER_PASSWORD = "hunter2-of-the-secrets-test";
    private static final String NEW_PASSWORD = "hunter3-of-the-secrets-test";
    private static final String WRONG_PASSWORD = "hunter4-of-the-secrets-test";
    private static final String SEALING_KEY =
            Base64.getEncoder().encodeToString("sealing-key-of-the-secrets-test!".getBytes(StandardCharsets.UTF_8));
    private static final String MADE_UP = "dt0c01.MADEUPMADEUPMADEUPMADEUP." + "Q".repeat(64);

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> answers = new ArrayList<>();

    @Test
    void secretsAreWrittenNowhere(CapturedOutput output) throws Exception {
        OtlpReceiver collector = OtlpReceiver.start();
        Map<String, Object> settings = Map.of(
                "logging.level.io.tokengate",
                "trace",
                "tokengate.recoverable.keys",
                "key-of-the-test " + SEALING_KEY,
                "tokengate.tracing.endpoint",
                collector.endpoint(),
                "tokengate.tracing.sampling",
                "1");
        try (collector;
                RunningGateway gateway =
                        RunningGateway.start(PostgresServer.shared().newDatabase(), settings)) {
            secrets.put("administrator's password", RunningGateway.ADMIN_PASSWORD);
            secrets.put("bootstrap Dynatrace token", RunningGateway.DYNATRACE_TOKEN.substring(32));
            secrets.put("bootstrap native token", RunningGateway.NATIVE_TOKEN);
            secrets.put("bootstrap UMAaaS secret", RunningGateway.UMAAAS_CLIENT_SECRET);
            secrets.put("user's password", USER_PASSWORD);
            secrets.put("new password", NEW_PASSWORD);
            secrets.put("wrong password", WRONG_PASSWORD);
            secrets.put("made-up token", MADE_UP.substring(32));
            secrets.put("sealing key", SEALING_KEY);
            secrets.put("bytes of the sealing key", "sealing-key-of-the-secrets-test!");
            dynatrace(gateway);
            nativeApi(gateway);
            umaaas(gateway);
            credentialManager(gateway);
            kps(gateway);
            protocols(gateway);
            wrongPlaces(gateway);

            absent("the log", output.toString());
            answers.forEach(answer -> absent("an answer", answer));
            absent("metrics", read(gateway.management(), "/actuator/prometheus"));
            absent("health", read(gateway.management(), "/actuator/health"));
            for (String row : rows(gateway)) {
                absent("a row", row);
            }
        }
        absent("the log", output.toString());
        // What had waited was sent when the gateway stopped.
        absent("traces", collector.received());
        assertThat(collector.received())
                .contains("DELETE /api/v2/apiTokens/{id}", "POST /api/v2/apiTokens/lookup", "/auth/**");
    }

    private void dynatrace(RunningGateway gateway) {
        String secret = issued(
                gateway,
                "/api/v2/apiTokens",
                dynatraceAuth(),
                Map.of("name", "n", "scopes", List.of("apiTokens.read")),
                "token");
        secrets.put("created Dynatrace token", secret.substring(32));
        String path = "/api/v2/apiTokens";
        for (String token : List.of(secret, MADE_UP, secret.substring(0, 90) + "AAAAA", secret + "A")) {
            send(gateway, HttpMethod.GET, path, "Api-Token " + token, null);
            send(gateway, HttpMethod.GET, path, "Bearer " + token, null);
            send(gateway, HttpMethod.GET, path + "?api-token=" + token, null, null);
            send(gateway, HttpMethod.GET, path + "/" + token, dynatraceAuth(), null);
            send(gateway, HttpMethod.PUT, path + "/" + token, dynatraceAuth(), Map.of("enabled", false));
            send(gateway, HttpMethod.POST, path + "/lookup", dynatraceAuth(), Map.of("token", token));
            send(gateway, HttpMethod.POST, path + "/lookup", dynatraceAuth(), "{\"token\": \"" + token);
            send(gateway, HttpMethod.POST, path + "/lookup", dynatraceAuth(), "{\"token\": [\"" + token + "\"]}");
            send(gateway, HttpMethod.POST, path, dynatraceAuth(), Map.of("name", "n", "scopes", List.of(token)));
            send(gateway, HttpMethod.GET, path + "?nextPageKey=" + token, dynatraceAuth(), null);
            send(gateway, HttpMethod.DELETE, path + "/" + token, dynatraceAuth(), null);
        }
    }

    private void nativeApi(RunningGateway gateway) {
        String admin = basic("admin", RunningGateway.ADMIN_PASSWORD);
        send(
                gateway,
                HttpMethod.POST,
                "/v1/users",
                admin,
                Map.of(
                        "username",
                        "ann",
                        "email",
                        "ann@example.org",
                        "password",
                        USER_PASSWORD,
                        "roles",
                        List.of("USER")));
        send(gateway, HttpMethod.POST, "/v1/users", admin, Map.of("username", "ann", "password", USER_PASSWORD));
        send(gateway, HttpMethod.POST, "/v1/users", admin, "{\"password\": \"" + USER_PASSWORD + "\", \"roles\": 7}");
        send(gateway, HttpMethod.GET, "/v1/users/me", basic("ann", USER_PASSWORD), null);
        send(gateway, HttpMethod.GET, "/v1/users/me", basic("ann", WRONG_PASSWORD), null);
        send(
                gateway,
                HttpMethod.PUT,
                "/v1/users/me/password",
                basic("ann", USER_PASSWORD),
                Map.of("current", WRONG_PASSWORD, "new", NEW_PASSWORD));
        send(
                gateway,
                HttpMethod.PUT,
                "/v1/users/me/password",
                basic("ann", USER_PASSWORD),
                Map.of("current", USER_PASSWORD, "new", NEW_PASSWORD));
        String secret =
                issued(gateway, "/v1/tokens", admin, Map.of("name", "n", "scopes", List.of("audit.read")), "token");
        secrets.put("created native token", secret.substring(3));
        send(gateway, HttpMethod.GET, "/v1/audit", "Bearer " + secret, null);
        send(gateway, HttpMethod.GET, "/v1/users", "Bearer " + RunningGateway.NATIVE_TOKEN, null);
        send(gateway, HttpMethod.GET, "/v1/tokens/" + secret, admin, null);
        send(gateway, HttpMethod.DELETE, "/v1/tokens/" + secret, admin, null);
    }

    private void umaaas(RunningGateway gateway) {
        String id = RunningGateway.UMAAAS_CLIENT_ID;
        String first = basic(id, RunningGateway.UMAAAS_CLIENT_SECRET);
        String path = "/umaaas/v1/tokens";
        Map<String, Object> wanted = Map.of("name", "n", "permissions", List.of("VIEW", "MANAGE"));
        String secret = issued(gateway, path, first, wanted, "clientSecret");
        secrets.put("created UMAaaS secret", secret);
        for (String wrong : List.of(secret, secret.substring(0, 70) + "000000", "f".repeat(76), secret + "0")) {
            secrets.putIfAbsent("wrong UMAaaS secret " + secrets.size(), wrong);
            for (String login : List.of(id, secret, "", "admin")) {
                send(gateway, HttpMethod.GET, path, basic(login, wrong), null);
            }
            send(gateway, HttpMethod.GET, path, "Basic " + wrong, null);
            send(gateway, HttpMethod.GET, path, "Bearer " + id + ":" + wrong, null);
            send(gateway, HttpMethod.GET, path + "?name=" + wrong, first, null);
            send(gateway, HttpMethod.GET, path + "?cursor=" + wrong + "&createdAfter=" + wrong, first, null);
            send(gateway, HttpMethod.GET, path + "?limit=" + wrong + "&limit=" + wrong, first, null);
            send(gateway, HttpMethod.GET, path + "/Token:" + wrong, first, null);
            send(gateway, HttpMethod.DELETE, path + "/" + wrong, first, null);
            send(gateway, HttpMethod.PUT, path + "/" + wrong, first, null);
            send(gateway, HttpMethod.POST, path, first, Map.of("name", "n", "permissions", List.of(wrong)));
            send(gateway, HttpMethod.POST, path, first, Map.of("name", List.of(wrong), "permissions", wrong));
            send(gateway, HttpMethod.POST, path, first, "{\"name\": \"" + wrong);
            send(gateway, HttpMethod.GET, "/umaaas/v1/" + wrong, null, null);
        }
    }

    /** Its answers have the whole token by contract, so only what is not asked for it is looked at. */
    private void credentialManager(RunningGateway gateway) {
        String path = "/api/v1/api_tokens";
        Map<?, ?> created = Objects.requireNonNull(gateway.client()
                .post()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, basic("admin", RunningGateway.ADMIN_PASSWORD))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("name=secrets&length=128")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        String secret = String.valueOf(created.get("token"));
        secrets.put("created CredentialManager token", secret);
        for (String token : List.of(secret, MADE_UP, secret.substring(1), secret + "A")) {
            send(gateway, HttpMethod.GET, path, "Basic " + token, null);
            send(gateway, HttpMethod.GET, path, "Bearer " + token, null);
            token(gateway, HttpMethod.GET, path, token, null, null);
            token(gateway, HttpMethod.OPTIONS, path + "/" + created.get("id"), token, null, null);
            token(gateway, HttpMethod.GET, path + "/" + token, token, null, null);
            token(gateway, HttpMethod.GET, path + "?limit=" + token + "&owner_id=" + token, secret, null, null);
            token(gateway, HttpMethod.GET, "/api/v1/" + token, secret, null, null);
            String form = "name=%zz&length=" + token + "&owner_id=" + token;
            token(gateway, HttpMethod.POST, path, secret, MediaType.APPLICATION_FORM_URLENCODED, form);
            token(gateway, HttpMethod.POST, path, secret, MediaType.APPLICATION_FORM_URLENCODED, form.substring(9));
            token(gateway, HttpMethod.POST, path, secret, MediaType.APPLICATION_JSON, "{\"token\": \"" + token + "\"}");
            String operation =
                    "[{\"op\": \"" + token + "\", \"path\": \"" + token + "\", \"value\": [\"" + token + "\"]}]";
            String item = path + "/" + created.get("id");
            token(gateway, HttpMethod.PATCH, item, secret, MediaType.APPLICATION_JSON, operation);
            token(gateway, HttpMethod.PATCH, item, secret, MediaType.APPLICATION_JSON, operation.substring(1));
        }
    }

    private void token(
            RunningGateway gateway,
            HttpMethod method,
            String path,
            String token,
            @Nullable MediaType type,
            @Nullable String body) {
        WebTestClient.RequestBodySpec request = gateway.client()
                .method(method)
                .uri(java.net.URI.create(gateway.address() + path))
                .header("X-API-TOKEN", token)
                .header(HttpHeaders.AUTHORIZATION, "Basic Og==");
        WebTestClient.ResponseSpec response = type == null || body == null
                ? request.exchange()
                : request.contentType(type).bodyValue(body).exchange();
        var result = response.expectBody(String.class).returnResult();
        assertThat(result.getStatus().value()).as(method + " of some path").isLessThan(500);
        answers.add(result.getResponseHeaders() + "\n" + result.getResponseBody());
    }

    private void kps(RunningGateway gateway) {
        String login = "/v1.0/login";
        String session = String.valueOf(
                kpsAnswer(gateway, login, null, Map.of("email", "ann@example.org", "password", NEW_PASSWORD))
                        .get("token"));
        secrets.put("KPS session", session.substring(5));
        String shortOne = String.valueOf(kpsAnswer(gateway, login + "/shortlogintoken", session, Map.of())
                .get("token"));
        secrets.put("short KPS session", shortOne.substring(5));
        String longOne = String.valueOf(kpsAnswer(gateway, login + "/logintoken", shortOne, Map.of("k", "v"))
                .get("token"));
        secrets.put("long KPS session", longOne.substring(5));
        String path = "/v1.0/userapitokens";
        String token = String.valueOf(
                kpsAnswer(gateway, path, session, Map.of("active", true)).get("token"));
        secrets.put("created KPS token", token.substring(4));
        send(gateway, HttpMethod.POST, login, null, Map.of("email", "ann@example.org", "password", WRONG_PASSWORD));
        send(gateway, HttpMethod.POST, login, null, Map.of("email", WRONG_PASSWORD, "password", WRONG_PASSWORD));
        send(gateway, HttpMethod.POST, login, null, Map.of("email", List.of(WRONG_PASSWORD), "password", 7));
        send(gateway, HttpMethod.POST, login, null, "{\"password\": \"" + WRONG_PASSWORD);
        for (String secret : List.of(session, shortOne, longOne, token, token + "a", session.replace('a', 'b'))) {
            send(gateway, HttpMethod.GET, path, "Bearer " + secret, null);
            send(gateway, HttpMethod.GET, path, secret, null);
            send(gateway, HttpMethod.GET, path + "all?token=" + secret, "Bearer " + session, null);
            send(gateway, HttpMethod.POST, login + "/shortlogintoken", "Bearer " + secret, null);
            send(gateway, HttpMethod.POST, login + "/logintoken", "Bearer " + shortOne, Map.of("token", secret));
            send(gateway, HttpMethod.POST, path, "Bearer " + session, Map.of("active", secret));
            send(gateway, HttpMethod.PUT, path + "/" + secret, "Bearer " + session, Map.of("userId", secret));
            send(gateway, HttpMethod.DELETE, path + "/" + secret, "Bearer " + session, null);
            send(gateway, HttpMethod.GET, "/v1/audit", "Bearer " + secret, null);
            send(gateway, HttpMethod.GET, "/v1.0/" + secret, null, null);
        }
    }

    private void protocols(RunningGateway gateway) {
        String secret = issued(
                gateway,
                "/v1/tokens",
                basic("admin", RunningGateway.ADMIN_PASSWORD),
                Map.of("name", "n", "scopes", List.of("tokens.verify", "tokens.revoke")),
                "token");
        secrets.put("verifying token", secret.substring(3));
        String caller = "Bearer " + secret;
        for (String token : List.of(secret, RunningGateway.DYNATRACE_TOKEN, MADE_UP, secret + "a")) {
            send(gateway, HttpMethod.POST, "/v1/tokens:verify", caller, Map.of("token", token));
            send(gateway, HttpMethod.POST, "/v1/tokens:verify", "Bearer " + token, Map.of("address", token));
            send(gateway, HttpMethod.POST, "/v1/tokens:verify", caller, Map.of("token", token, "scopes", token));
            send(gateway, HttpMethod.POST, "/v1/tokens:verify", caller, "{\"" + token + "\": \"" + token);
            send(gateway, HttpMethod.POST, "/v1/tokens:batchVerify", caller, Map.of("tokens", List.of(token, token)));
            send(gateway, HttpMethod.POST, "/v1/tokens:batchVerify", caller, "{\"tokens\": [\"" + token);
            for (String path : List.of("/oauth2/introspect", "/oauth2/revoke")) {
                String other = token.equals(secret) ? MADE_UP : token;
                form(gateway, path, caller, "token=" + other + "&token=" + token);
                form(gateway, path, basic("id", token), "token=" + token);
                form(gateway, path, caller, "client_secret=" + token + "&" + token + "=%zz");
                form(gateway, path + "?token=" + token, caller, "");
                send(gateway, HttpMethod.POST, path, caller, Map.of("token", token));
                send(gateway, HttpMethod.GET, path + "/" + token, null, null);
            }
            form(gateway, "/oauth2/introspect", caller, "token=" + token);
            send(gateway, HttpMethod.GET, "/oauth2/jwks", caller, null);
            for (String path : List.of("/auth", "/auth/" + token, "/auth/x?token=" + token)) {
                send(gateway, HttpMethod.GET, path, "Bearer " + token, null);
                send(gateway, HttpMethod.DELETE, path, "Api-Token " + token, null);
                send(gateway, HttpMethod.GET, path, basic("admin", token), null);
                send(gateway, HttpMethod.GET, path, token, null);
            }
        }
        form(gateway, "/oauth2/revoke", caller, "token=" + secret);
    }

    private void form(RunningGateway gateway, String path, String authorization, String form) {
        var result = gateway.client()
                .post()
                .uri(java.net.URI.create(gateway.address() + path))
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(form)
                .exchange()
                .expectBody(String.class)
                .returnResult();
        assertThat(result.getStatus().value()).as("form to " + path.length()).isLessThan(500);
        answers.add(result.getResponseHeaders() + "\n" + result.getResponseBody());
    }

    /** An answer that has a secret, and is not looked through. */
    private static Map<String, Object> kpsAnswer(
            RunningGateway gateway, String path, @Nullable String bearer, Map<String, ?> body) {
        return Objects.requireNonNull(gateway.client()
                .post()
                .uri(path)
                .headers(headers -> {
                    if (bearer != null) {
                        headers.setBearerAuth(bearer);
                    }
                })
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    /** Where no secret belongs, but people put them. */
    private void wrongPlaces(RunningGateway gateway) {
        String secret = RunningGateway.DYNATRACE_TOKEN;
        for (String base : List.of(
                "/", "/v1/", "/v1.0/", "//v1.0/", "/api/v1/", "/api/v2/", "//api/v2/", "/openapi/", "/livez/")) {
            send(gateway, HttpMethod.GET, base + secret, null, null);
            send(gateway, HttpMethod.GET, base + "?token=" + secret, null, null);
            send(gateway, HttpMethod.PATCH, base + secret + "/%zz", null, null);
        }
        gateway.client()
                .get()
                .uri("/api/v2/apiTokens")
                .header("X-Request-Id", secret)
                .header("X-Forwarded-For", secret)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private void absent(String where, String text) {
        secrets.forEach((what, secret) -> {
            // Not by contains(): a failure must not print the secret.
            assertThat(text.contains(secret)).as(what + " in " + where).isFalse();
            String basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(text.contains(basic.substring(0, basic.length() - 4)))
                    .as("Base64 of " + what + " in " + where)
                    .isFalse();
            String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(text.contains(hex))
                    .as("hexadecimal digits of " + what + " in " + where)
                    .isFalse();
        });
    }

    private static String issued(
            RunningGateway gateway, String path, String authorization, Map<String, ?> body, String member) {
        Map<String, Object> created = gateway.client()
                .post()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody();
        return String.valueOf(Objects.requireNonNull(created).get(member));
    }

    private void send(
            RunningGateway gateway,
            HttpMethod method,
            String path,
            @Nullable String authorization,
            @Nullable Object body) {
        WebTestClient.RequestBodySpec request = gateway.client()
                .method(method)
                .uri(java.net.URI.create(gateway.address() + path.replace("%zz", "%25zz")))
                .headers(headers -> {
                    if (authorization != null) {
                        headers.set(HttpHeaders.AUTHORIZATION, authorization);
                    }
                });
        WebTestClient.ResponseSpec response = body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
        var result = response.expectBody(String.class).returnResult();
        assertThat(result.getStatus().value()).as(method + " of some path").isLessThan(500);
        answers.add(result.getResponseHeaders() + "\n" + result.getResponseBody());
    }

    private static String read(WebTestClient client, String path) {
        return Objects.requireNonNull(client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static List<String> rows(RunningGateway gateway) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = gateway.connect()) {
            for (String table : query(connection, "select tablename from pg_tables where schemaname = 'public'")) {
                rows.addAll(query(connection, "select t::text from " + table + " t"));
            }
        }
        assertThat(rows).hasSizeGreaterThan(20);
        return rows;
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    private static String dynatraceAuth() {
        return "Api-Token " + RunningGateway.DYNATRACE_TOKEN;
    }

    private static String basic(String login, String password) {
        String pair = login + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
