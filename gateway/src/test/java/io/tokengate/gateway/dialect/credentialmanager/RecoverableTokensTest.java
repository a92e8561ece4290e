package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.dialect.credentialmanager.ApiClient.Token;
import io.tokengate.gateway.setup.StartupException;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.name;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tokens that can be shown again: with keys, with other keys, and without. */
class RecoverableTokensTest {
    private static final String SETTING = "tokengate.recoverable.keys";
    private static final String MASKED = CredentialManagerTokenFormat.MASKED;
    private static final String ONE = "one " + key('1');
    private static final String TWO = "two " + key('2');

    private final String database = PostgresServer.shared().newDatabase();

    @Test
    void wholeTokensAreShownAgainUntilRevoked() throws SQLException {
        try (RunningGateway gateway = start(ONE)) {
            ApiClient user = ApiClient.admin(gateway).newUser();
            Token token = user.create(name("kept"));
            ResponseSpec read = user.get(token.id());
            read.expectHeader().cacheControl(CacheControl.noStore());
            assertThat(token(read).members()).isEqualTo(token.members());
            assertThat(token(user.patch(token.id(), "[]")).token()).isEqualTo(token.token());
            assertThat(token(ApiClient.admin(gateway).get(token.id())).token()).isEqualTo(token.token());
            user.with(token.token()).get(token.id()).expectStatus().isOk();
            assertThat(ApiClient.body(user.get("/api/v1/users/me"))).doesNotContainKey("token");

            String stored = one(gateway, "select sealed::text from sealed_secret where token_id = " + token.id());
            assertThat(stored)
                    .hasSizeGreaterThan(2 * 32)
                    .doesNotContain(HexFormat.of().formatHex(token.token().getBytes(UTF_8)));

            user.delete(token.id()).expectStatus().isNoContent();
            assertThat(one(gateway, "select count(*) from sealed_secret")).isEqualTo("0");
        }
    }

    @Test
    void onlyThisDialectsTokensAreKeptAndNotThoseThatFailed() throws SQLException {
        try (RunningGateway gateway = start(ONE)) {
            ApiClient admin = ApiClient.admin(gateway);
            admin.send(
                            HttpMethod.POST,
                            "/v1/tokens",
                            "application/json",
                            "{\"name\": \"n\", \"scopes\": [\"audit.read\"]}")
                    .expectStatus()
                    .isCreated();
            admin.create("taken");
            ApiClient.failed(admin.form(Map.of("name", "taken")), 409);
            assertThat(one(gateway, "select count(*) from sealed_secret")).isEqualTo("1");
        }
    }

    /** A deletion of the owner revokes by another statement than a deletion of the token. */
    @Test
    void theDeletedOwnersTokensAreForgotten() throws SQLException {
        try (RunningGateway gateway = start(ONE)) {
            ApiClient admin = ApiClient.admin(gateway);
            String username = name("leaving");
            admin.newUser(Map.of("username", username, "email", username + "@example.org"))
                    .create("kept");
            String id = one(gateway, "select public_id from app_user where username = '" + username + "'");
            admin.send(HttpMethod.DELETE, "/v1/users/" + id, null, null)
                    .expectStatus()
                    .isNoContent();
            assertThat(one(gateway, "select count(*) from sealed_secret")).isEqualTo("0");
        }
    }

    @Test
    void tokensMadeBeforeAreMaskedAndThoseMadeSinceAreNot() {
        Token before;
        try (RunningGateway gateway = start(null)) {
            before = ApiClient.admin(gateway).create("before");
            assertThat(token(ApiClient.admin(gateway).get(before.id())).token()).isEqualTo(MASKED);
        }
        try (RunningGateway gateway = start(ONE)) {
            ApiClient admin = ApiClient.admin(gateway);
            assertThat(token(admin.get(before.id())).token()).isEqualTo(MASKED);
            assertThat(admin.with(before.token()).get(before.id())).isNotNull();
            Token since = admin.create("since");
            assertThat(token(admin.get(since.id())).token()).isEqualTo(since.token());
        }
    }

    @Test
    void keysAreRotatedByANewFirstOne() throws SQLException {
        Token old;
        try (RunningGateway gateway = start(ONE)) {
            old = ApiClient.admin(gateway).create("old");
        }
        try (RunningGateway gateway = start("# the new one first\n\n" + TWO + "\n" + ONE + "\n")) {
            ApiClient admin = ApiClient.admin(gateway);
            Token made = admin.create("new");
            assertThat(token(admin.get(old.id())).token()).isEqualTo(old.token());
            assertThat(token(admin.get(made.id())).token()).isEqualTo(made.token());
            assertThat(one(gateway, "select key_id from sealed_secret where token_id = " + made.id()))
                    .isEqualTo("two");
        }
        refused(TWO, "lacks a key that tokens still need: one (1 tokens)");
        try (RunningGateway gateway = start(ONE + "\n" + TWO)) {
            ApiClient.admin(gateway).delete(old.id()).expectStatus().isNoContent();
        }
        start(TWO).close();
    }

    @Test
    void wrongOrMissingKeyOfTokensThereIsAStartUpError() {
        try (RunningGateway gateway = start(ONE)) {
            ApiClient.admin(gateway).create("kept");
        }
        refused("one " + key('x'), "another key under the id one");
        refused(null, "lacks a key that tokens still need: one (1 tokens)", "Give it again");
        refused(TWO, "lacks a key that tokens still need: one (1 tokens)");
        refused("", "is set and has no key");
        start(ONE).close();
    }

    /** Even before any token needs it: two replicas must not go on with different keys of one id. */
    @Test
    void anIdMeansOneKeyForEver() {
        start(ONE).close();
        refused("one " + key('x'), "another key under the id one");
        start(null).close();
    }

    /** What another replica sealed by a key that this one lacks, and what somebody changed, is masked and no 500. */
    @Test
    void whatCannotBeReadIsMasked() throws SQLException {
        try (RunningGateway newer = start(TWO + "\n" + ONE);
                RunningGateway older = RunningGateway.start(database, Map.of(SETTING, TWO))) {
            Token token = ApiClient.admin(newer).create("of two");
            execute(newer, "insert into sealing_key values ('three', decode(repeat('00', 32), 'hex'), now())");
            assertThat(token(ApiClient.admin(older).get(token.id())).token()).isEqualTo(token.token());
            execute(newer, "update sealed_secret set key_id = 'three'");
            assertThat(token(ApiClient.admin(newer).get(token.id())).token()).isEqualTo(MASKED);
            execute(newer, "update sealed_secret set key_id = 'one'");
            assertThat(token(ApiClient.admin(newer).get(token.id())).token()).isEqualTo(MASKED);
            assertThat(token(ApiClient.admin(older).get(token.id())).token()).isEqualTo(MASKED);
            execute(newer, "update sealed_secret set key_id = 'two'");
            assertThat(token(ApiClient.admin(older).get(token.id())).token()).isEqualTo(token.token());
        }
    }

    /** Whoever swaps two rows in the database shows nobody another's token. */
    @Test
    void aSealBelongsToItsToken() throws SQLException {
        try (RunningGateway gateway = start(ONE)) {
            ApiClient admin = ApiClient.admin(gateway);
            Token mine = admin.create("mine");
            Token theirs = admin.create("theirs");
            execute(gateway, "delete from sealed_secret where token_id = " + mine.id());
            execute(gateway, "update sealed_secret set token_id = " + mine.id());
            assertThat(token(admin.get(mine.id())).token()).isEqualTo(MASKED);
            assertThat(token(admin.get(theirs.id())).token()).isEqualTo(MASKED);
        }
    }

    private RunningGateway start(@Nullable String keys) {
        return RunningGateway.start(database, keys == null ? Map.of() : Map.of(SETTING, keys));
    }

    private void refused(@Nullable String keys, String... because) {
        assertThatThrownBy(() -> start(keys).close())
                .rootCause()
                .isInstanceOf(StartupException.class)
                .message()
                .contains("TOKENGATE_RECOVERABLE_KEYS")
                .contains(List.of(because))
                .doesNotContain("\n", key('x'), key('1'), key('2'));
    }

    private static String key(char of) {
        return Base64.getEncoder().encodeToString(String.valueOf(of).repeat(32).getBytes(UTF_8));
    }

    private static String one(RunningGateway gateway, String sql) throws SQLException {
        try (Connection connection = gateway.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return String.valueOf(result.getString(1));
        }
    }

    private static void execute(RunningGateway gateway, String sql) throws SQLException {
        try (Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
