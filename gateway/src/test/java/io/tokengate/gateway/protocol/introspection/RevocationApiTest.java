package io.tokengate.gateway.protocol.introspection;

import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.SampleTokens;
import io.tokengate.gateway.support.SampleTokens.Sample;
import io.tokengate.gateway.support.SampleTokens.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Revocation (RFC 7009), from outside. */
class RevocationApiTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final OAuthClient CLIENT = OAuthClient.bearer(RunningGateway.NATIVE_TOKEN);
    private static SampleTokens samples;

    @BeforeAll
    static void make() throws Exception {
        samples = new SampleTokens(GATEWAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynatrace", "umaaas", "credentialmanager", "kps", "native"})
    void tokenOfAnyDialectIsRevokedAtOnceAndAudited(String dialect) throws Exception {
        Sample good = samples.one(dialect, State.GOOD);
        assertThat(active(good)).isEqualTo(true);
        CLIENT.revoke("token=" + good.secret()).expectStatus().isOk();
        assertThat(active(good)).isEqualTo(false);
        assertThat(audited(good)).isEqualTo("token.revoke " + dialect + " native-caller");
        CLIENT.revoke("token=" + good.secret()).expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DISABLED", "EXPIRED"})
    void tokenThatIsNoGoodIsRevokedToo(State state) throws Exception {
        Sample sample = samples.one("dynatrace", state);
        CLIENT.revoke("token=" + sample.secret() + "&token_type_hint=refresh_token")
                .expectStatus()
                .isOk();
        assertThat(audited(sample)).startsWith("token.revoke");
    }

    @Test
    void unknownTokensAre200() {
        for (String text : List.of("", "x", samples.unknown("kps"), "x".repeat(60_000))) {
            CLIENT.revoke("token=" + text).expectStatus().isOk().expectBody().json("{}");
        }
    }

    @Test
    void tokenOfAnotherTenantIsAsUnknown() throws Exception {
        Sample elsewhere = samples.one("kps", State.ELSEWHERE);
        CLIENT.revoke("token=" + elsewhere.secret()).expectStatus().isOk();
        assertThat(active(elsewhere))
                .as("the installation's own tenant may not either")
                .isEqualTo(true);
        Sample here = samples.one("kps", State.GOOD);
        OAuthClient stranger = OAuthClient.bearer(
                samples.one("native", State.ELSEWHERE, "tokens.revoke").secret());
        stranger.revoke("token=" + here.secret()).expectStatus().isOk();
        assertThat(active(here)).isEqualTo(true);
        stranger.revoke("token=" + elsewhere.secret()).expectStatus().isOk();
        assertThat(active(elsewhere)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynatrace", "umaaas", "credentialmanager", "kps", "native"})
    void anyTokenRevokesItself(String dialect) throws Exception {
        Sample own = samples.one(dialect, State.GOOD);
        OAuthClient itself = OAuthClient.bearer(own.secret());
        itself.revoke("token=" + own.secret()).expectStatus().isOk();
        assertThat(active(own)).isEqualTo(false);
        assertThat(audited(own)).startsWith("token.revoke " + dialect);
        OAuthClient.refused(itself.revoke("token=" + own.secret()), 401, "invalid_client");
    }

    @Test
    void tokenRevokesNoOtherWithoutTheScope() throws Exception {
        Sample other = samples.one("dynatrace", State.GOOD);
        Sample verifier = samples.one("native", State.GOOD, "tokens.verify");
        OAuthClient.refused(
                OAuthClient.bearer(verifier.secret()).revoke("token=" + other.secret()), 403, "insufficient_scope");
        OAuthClient.refused(
                OAuthClient.bearer(
                                samples.one("kps", State.GOOD, "tokens.revoke").secret())
                        .revoke("token=" + other.secret()),
                401,
                "invalid_client");
        OAuthClient.refused(new OAuthClient(GATEWAY, null).revoke("token=" + other.secret()), 401, "invalid_client");
        OAuthClient.refused(
                OAuthClient.basic("wrong", RunningGateway.NATIVE_TOKEN).revoke("token=" + other.secret()),
                401,
                "invalid_client");
        assertThat(active(other)).isEqualTo(true);
    }

    @Test
    void callerComesWithItsIdByBasic() throws Exception {
        Sample caller = samples.one("native", State.GOOD, "tokens.revoke");
        Sample other = samples.one("dynatrace", State.GOOD);
        OAuthClient.basic(samples.id(caller), caller.secret())
                .revoke("token=" + other.secret())
                .expectStatus()
                .isOk();
        assertThat(active(other)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token=a&token=b", "token=%zz"})
    void badRequestIsRefused(String form) {
        OAuthClient.refused(CLIENT.revoke(form), 400, "invalid_request");
    }

    @Test
    void longBodyIsRefused() {
        OAuthClient.refused(CLIENT.revoke("token=" + "x".repeat(70_000)), 413, "invalid_request");
    }

    private static Object active(Sample sample) {
        return requireNonNull(CLIENT.introspected(sample.secret()).get("active"));
    }

    private static String audited(Sample sample) throws SQLException {
        try (Connection database = GATEWAY.connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("select action, details->>'dialect',"
                        + " case when token_id is null then 'user' else 'native-caller' end from audit where subject = '"
                        + samples.id(sample) + "'")) {
            return rows.next() ? rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3) : "nothing";
        }
    }
}
