package io.tokengate.gateway.protocol.introspection;

import io.tokengate.clients.oauth.ApiClient;
import io.tokengate.clients.oauth.ApiException;
import io.tokengate.clients.oauth.api.OAuthApi;
import io.tokengate.clients.oauth.model.Introspection;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.SampleTokens;
import io.tokengate.gateway.support.SampleTokens.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A client generated from the OpenAPI file, which reads answers strictly. */
class OAuthGeneratedClientTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    @Test
    void tokenIsIntrospectedAndRevoked() throws Exception {
        String token = new SampleTokens(GATEWAY).one("kps", State.GOOD, "a").secret();
        Introspection active = api(RunningGateway.NATIVE_TOKEN).introspect(token, null);
        assertThat(active.getActive()).isTrue();
        assertThat(active.getScope()).isEqualTo("a");
        assertThat(active.getTokenType()).isEqualTo("Bearer");
        assertThat(active.getIat()).isEqualTo(active.getNbf()).isPositive();
        api(RunningGateway.NATIVE_TOKEN).revoke(token, "access_token");
        Introspection inactive = api(RunningGateway.NATIVE_TOKEN).introspect(token, null);
        assertThat(inactive).isEqualTo(new Introspection().active(false));
    }

    @Test
    void metadataIsRead() throws ApiException {
        assertThat(api("none").metadata().getIssuer()).isEqualTo(GATEWAY.address());
    }

    @Test
    void strangersAreRefused() {
        ApiException refusal = catchThrowableOfType(
                ApiException.class, () -> api("nobody-knows-this-one").introspect("x", null));
        assertThat(refusal.getCode()).isEqualTo(401);
    }

    private static OAuthApi api(String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(GATEWAY.address());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return new OAuthApi(client);
    }
}
