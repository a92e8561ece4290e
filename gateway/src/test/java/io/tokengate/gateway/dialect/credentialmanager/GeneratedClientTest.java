package io.tokengate.gateway.dialect.credentialmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tokengate.clients.credentialmanager.ApiException;
import io.tokengate.clients.credentialmanager.JSON;
import io.tokengate.clients.credentialmanager.api.ApiTokensApi;
import io.tokengate.clients.credentialmanager.api.UsersApi;
import io.tokengate.clients.credentialmanager.model.ApiToken;
import io.tokengate.clients.credentialmanager.model.BaseApiToken;
import io.tokengate.clients.credentialmanager.model.Body;
import io.tokengate.clients.credentialmanager.model.Body.FromPathEnum;
import io.tokengate.clients.credentialmanager.model.Body.OpEnum;
import io.tokengate.clients.credentialmanager.model.Body.PathEnum;
import io.tokengate.clients.credentialmanager.model.HTTPError422;
import io.tokengate.clients.credentialmanager.model.User;
import io.tokengate.gateway.support.RunningGateway;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A client generated from openapi/credentialmanager.yaml drives every operation of the running application. */
class GeneratedClientTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    private final ApiClient caller = ApiClient.admin(GATEWAY).newUser();
    private final ApiTokensApi byPassword = tokens(caller);

    @Test
    void createGetListPatchOptionsDelete() throws ApiException {
        User me = new UsersApi(client(caller)).getUserMe();
        assertThat(me.getIsActive()).isTrue();
        assertThat(me.getIsAdmin()).isFalse();
        assertThat(me.getDefaultSettings()).isEmpty();

        ApiToken created = byPassword.postApiTokens("ci & co", me.getId(), 40);
        assertThat(created.getToken()).hasSize(40);
        assertThat(created.getOwnerId()).isEqualTo(me.getId());
        assertThat(created.getEnabled()).isTrue();
        assertThat(created.getLastUsed()).isNull();

        ApiTokensApi api = tokens(caller.with(created.getToken()));
        ApiToken read = api.getApiTokenById(id(created));
        assertThat(read.getName()).isEqualTo("ci & co");
        assertThat(read.getCreated()).isEqualTo(created.getCreated());
        assertThat(read.getToken()).isNotEmpty().isNotEqualTo(created.getToken());
        assertThat(api.getApiTokens(20, 0, me.getId()))
                .extracting(BaseApiToken::getId)
                .containsExactly(id(created));
        assertThat(api.getApiTokens(null, null, null)).hasSize(1);

        ApiToken changed = api.patchApiTokenById(
                id(created),
                List.of(
                        new Body().op(OpEnum.TEST).path(PathEnum._ENABLED).value("true"),
                        new Body().op(OpEnum.REPLACE).path(PathEnum._NAME).value("renamed"),
                        new Body().op(OpEnum.COPY).path(PathEnum._NAME).fromPath(FromPathEnum._NAME)));
        assertThat(changed.getName()).isEqualTo("renamed");
        assertThat(api.patchApiTokenById(id(created), List.of()).getUpdated()).isEqualTo(changed.getUpdated());

        api.optionsApiTokens();
        assertThat(api.optionsApiTokenByIdWithHttpInfo(id(created)).getHeaders().get("allow"))
                .containsExactly("GET, PATCH, DELETE, OPTIONS");
        api.delete(id(created));
        failed(401, () -> api.getApiTokenById(id(created)));
        failed(404, () -> byPassword.getApiTokenById(id(created)));
        assertThat(byPassword.getApiTokens(null, null, null)).isEmpty();
    }

    @Test
    void failuresAreReadAsTheirModels() throws ApiException {
        HTTPError422 invalid = failed(422, () -> byPassword.postApiTokens("ab", null, 7));
        assertThat(invalid.getMessages()).containsOnlyKeys("name", "length");
        assertThat(failed(422, () -> byPassword.getApiTokens(0, -1, null)).getMessages())
                .containsOnlyKeys("limit", "offset");
        failed(403, () -> byPassword.getApiTokens(null, null, Integer.MAX_VALUE));
        failed(404, () -> byPassword.getApiTokenById(Integer.MAX_VALUE));

        String taken = name("taken");
        ApiToken token = byPassword.postApiTokens(taken, null, null);
        failed(409, () -> byPassword.postApiTokens(taken, null, null));
        HTTPError422 test = failed(
                422,
                () -> byPassword.patchApiTokenById(
                        id(token),
                        List.of(new Body().op(OpEnum.TEST).path(PathEnum._NAME).value("other"))));
        assertThat(test.getMessages())
                .isEqualTo(Map.of("0", Map.of("value", List.of("The test failed: the token has another value"))));
        failed(401, () -> tokens(caller.with("nonsense")).optionsApiTokens());
    }

    /** The members of the 422 are those of the others and one more. */
    private static HTTPError422 failed(int status, ThrowingCallable call) {
        ApiException failure = catchThrowableOfType(ApiException.class, call);
        assertThat(failure.getCode()).isEqualTo(status);
        try {
            HTTPError422 body = JSON.getDefault().getMapper().readValue(failure.getResponseBody(), HTTPError422.class);
            assertThat(body.getStatus()).isEqualTo(status);
            assertThat(body.getMessage()).isNotEmpty();
            return body;
        } catch (JsonProcessingException e) {
            throw new AssertionError(failure.getResponseBody(), e);
        }
    }

    /** Declared as one that may be absent, as in the published contract. */
    private static int id(ApiToken token) {
        return Objects.requireNonNull(token.getId());
    }

    private static ApiTokensApi tokens(ApiClient caller) {
        return new ApiTokensApi(client(caller));
    }

    /** Sends the empty Basic beside a token, as other generators' clients do. */
    private static io.tokengate.clients.credentialmanager.ApiClient client(ApiClient caller) {
        io.tokengate.clients.credentialmanager.ApiClient client =
                new io.tokengate.clients.credentialmanager.ApiClient();
        client.updateBaseUri(GATEWAY.address() + "/api/v1");
        client.setRequestInterceptor(request -> {
            request.header(caller.header(), caller.value());
            if (caller.header().equals("X-API-TOKEN")) {
                request.header("Authorization", "Basic Og==");
            }
        });
        return client;
    }
}
