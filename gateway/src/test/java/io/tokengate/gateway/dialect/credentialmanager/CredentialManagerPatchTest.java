package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.dialect.credentialmanager.ApiClient.Token;
import io.tokengate.gateway.support.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.TOKENS;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.failed;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.invalid;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.name;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.token;
import static org.assertj.core.api.Assertions.assertThat;

/** A list of operations, all or nothing. */
class CredentialManagerPatchTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final ApiClient ADMIN = ApiClient.admin(GATEWAY);

    private final ApiClient user = ADMIN.newUser();
    private final Token token = user.create("before");

    @Test
    void operationsAreDoneOneAfterTheOther() {
        Token changed = token(user.patch(token.id(), """
                [{"op": "test", "path": "/name", "value": "before"},
                 {"op": "replace", "path": "/name", "value": "after"},
                 {"op": "test", "path": "/name", "value": "after", "unknown": {"a": [1]}},
                 {"op": "copy", "path": "/name", "fromPath": "/name"},
                 {"op": "test", "path": "/enabled", "value": "true"},
                 {"op": "replace", "path": "/enabled", "value": "false"},
                 {"op": "copy", "path": "/enabled", "fromPath": "/enabled"},
                 {"op": "test", "path": "/enabled", "value": false}]
                """));
        assertThat(changed.members()).containsEntry("name", "after").containsEntry("enabled", false);
        assertThat(changed.members().get("created")).isEqualTo(token.members().get("created"));
        assertThat(user.list("")).containsExactly(token.id());
        assertThat(token(user.get(token.id())).members()).isEqualTo(changed.members());
    }

    @Test
    void emptyListIsFineAndChangesNothing() {
        for (String body : new String[] {"[]", " [ ] ", """
                [{"op": "replace", "path": "/name", "value": "before"}]
                """}) {
            assertThat(token(user.patch(token.id(), body)).members()).isEqualTo(masked());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"op": "test", "path": "/name", "value": "other"}
            {"op": "test", "path": "/name", "value": ""}
            {"op": "test", "path": "/enabled", "value": false}
            {"op": "test", "path": "/enabled", "value": "false"}
            {"op": "add", "path": "/name", "value": "other"}
            {"op": "remove", "path": "/name"}
            {"op": "move", "path": "/name", "fromPath": "/name"}
            {"op": "copy", "path": "/name", "fromPath": "/enabled"}
            {"op": "copy", "path": "/enabled", "fromPath": "/name"}
            {"op": "copy", "path": "/name"}
            {"op": "copy", "path": "/name", "from": "/name"}
            {"op": "copy", "fromPath": "/name"}
            {"op": "replace", "path": "/name"}
            {"op": "replace", "path": "/name", "value": null}
            {"op": "replace", "path": "/name", "value": 5}
            {"op": "replace", "path": "/name", "value": true}
            {"op": "replace", "path": "/name", "value": ["other"]}
            {"op": "replace", "path": "/name", "value": "ab"}
            {"op": "replace", "path": "/name", "value": "nul\\u0000nul"}
            {"op": "replace", "path": "/name", "value": "\\ud800\\ud800\\ud800"}
            {"op": "replace", "path": "/enabled"}
            {"op": "replace", "path": "/enabled", "value": null}
            {"op": "replace", "path": "/enabled", "value": 0}
            {"op": "replace", "path": "/enabled", "value": "False"}
            {"op": "replace", "path": "/enabled", "value": "no"}
            {"op": "replace", "path": "name", "value": "other"}
            {"op": "replace", "path": "/owner_id", "value": 1}
            {"op": "replace", "path": "/token", "value": "0123456789abcdef"}
            {"op": "replace", "path": "", "value": "other"}
            {"op": "replace", "value": "other"}
            {"op": "REPLACE", "path": "/name", "value": "other"}
            {"op": null, "path": "/name", "value": "other"}
            {"path": "/name", "value": "other"}
            {}
            null
            5
            "replace"
            []
            """)
    void oneOperationThatIsWrongAndNothingIsDone(String operation) {
        String replace = "{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"before\"}";
        String off = "{\"op\": \"replace\", \"path\": \"/enabled\", \"value\": true}";
        invalid(user.patch(token.id(), "[" + replace + "," + off + "," + operation + "]"), "2");
        assertThat(token(user.get(token.id())).members()).isEqualTo(masked());
    }

    @Test
    void eachWrongOperationIsToldByItsIndex() {
        Object messages = failed(user.patch(token.id(), """
                [{"op": "replace", "path": "/name", "value": "ab"},
                 {"op": "replace", "path": "/name", "value": "fine"},
                 {"op": "nonsense", "path": "/nothing"},
                 7]
                """), 422);
        assertThat(messages).asInstanceOf(InstanceOfAssertFactories.MAP).containsOnlyKeys("0", "2", "3");
        assertThat(((Map<?, ?>) Objects.requireNonNull(messages)).get("2"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("op", "path");
        assertThat(token(user.get(token.id())).name()).isEqualTo("before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "null",
                "5",
                "\"[]\"",
                "[",
                "[}",
                "[{\"op\": \"test\", \"op\": \"test\"}]",
                "\u0000",
                "[]x",
                "[1e999999999999]",
                "{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"other\"}"
            })
    void bodyThatIsNoListIs422(String body) {
        assertThat(failed(user.patch(token.id(), body), 422)).isNotNull();
    }

    @Test
    void boundsOfTheBodyAre422() {
        String operation = "{\"op\":\"test\",\"path\":\"/name\",\"value\":\"before\"}";
        String hundred = String.join(",", Collections.nCopies(100, operation));
        token(user.patch(token.id(), "[" + hundred + "]"));
        invalid(user.patch(token.id(), "[" + hundred + "," + operation + "]"), "_schema");
        invalid(user.patch(token.id(), "[" + " ".repeat(70_000) + "]"), "_schema");
        invalid(user.patch(token.id(), "[".repeat(30_000)), "_schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json;charset=utf-8", "application/json-patch+json"})
    void bodyIsOfAnyJsonType(String type) {
        token(user.send(HttpMethod.PATCH, TOKENS + "/" + token.id(), type, "[]".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "nonsense", "application/json;;;=\""})
    void bodyOfAnotherTypeIs422(String type) {
        assertThat(user.statusOf(HttpMethod.PATCH, TOKENS + "/" + token.id(), type, "[]"))
                .isEqualTo(422);
    }

    @Test
    void updatedMovesWithAChangeAndOnlyThen() {
        String created = String.valueOf(token.members().get("updated"));
        Awaitility.await()
                .until(() -> !CredentialManagerMapper.text(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .equals(created));
        Token changed = token(user.patch(token.id(), CredentialManagerApiTest.replace("/enabled", "false")));
        assertThat(String.valueOf(changed.members().get("updated"))).isGreaterThan(created);
        assertThat(token(user.patch(token.id(), CredentialManagerApiTest.replace("/enabled", "false")))
                        .members())
                .isEqualTo(changed.members());
    }

    @Test
    void aNameIsFreeForOthersButTakenForTheSameOwner() {
        String taken = name("taken");
        user.create(taken);
        failed(user.patch(token.id(), CredentialManagerApiTest.replace("/name", "\"" + taken + "\"")), 409);
        // Invalid comes before taken.
        invalid(
                user.patch(
                        token.id(),
                        "[{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"" + taken
                                + "\"}, {\"op\": \"remove\", \"path\": \"/name\"}]"),
                "1");
        Token others = ADMIN.newUser().create("mine");
        token(ADMIN.patch(others.id(), CredentialManagerApiTest.replace("/name", "\"" + taken + "\"")));
    }

    private Map<String, Object> masked() {
        Map<String, Object> members = new HashMap<>(token.members());
        members.put("token", CredentialManagerTokenFormat.MASKED);
        return members;
    }
}
