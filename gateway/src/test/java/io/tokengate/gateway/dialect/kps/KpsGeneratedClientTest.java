package io.tokengate.gateway.dialect.kps;

import io.tokengate.clients.kps.ApiClient;
import io.tokengate.clients.kps.ApiException;
import io.tokengate.clients.kps.JSON;
import io.tokengate.clients.kps.api.AuthApi;
import io.tokengate.clients.kps.api.UserApiTokenApi;
import io.tokengate.clients.kps.model.APIErrorPayload;
import io.tokengate.clients.kps.model.Credential;
import io.tokengate.clients.kps.model.LoginResponse;
import io.tokengate.clients.kps.model.UserApiToken;
import io.tokengate.clients.kps.model.UserApiTokenCreatePayload;
import io.tokengate.clients.kps.model.UserApiTokenCreated;
import io.tokengate.gateway.dialect.kps.KpsClient.Person;
import io.tokengate.gateway.support.RunningGateway;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A client generated from openapi/kps.yaml drives every operation of the running application. */
class KpsGeneratedClientTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    private final Person person = KpsClient.newPerson(GATEWAY, "USER", "INFRA_ADMIN");

    @Test
    void everyOperation() throws ApiException {
        LoginResponse login = new AuthApi(client(null))
                .loginCallV2(new Credential().email(person.email()).password(KpsClient.PASSWORD));
        assertThat(login.getId()).isEqualTo(person.id());
        assertThat(login.getEmail()).isEqualTo(person.email());
        assertThat(login.getName()).isNotEmpty();
        LoginResponse shortOne = new AuthApi(client(login.getToken())).shortLoginTokenV1();
        LoginResponse longOne = new AuthApi(client(shortOne.getToken())).loginTokenV1(Map.of("k", "v"));

        UserApiTokenApi api = new UserApiTokenApi(client(longOne.getToken()));
        UserApiTokenCreated created = api.userApiTokenCreate(new UserApiTokenCreatePayload().active(true));
        assertThat(created.getUserId()).isEqualTo(login.getId());

        UserApiTokenApi byToken = new UserApiTokenApi(client(created.getToken()));
        UserApiToken listed = byToken.userApiTokenGet().getFirst();
        assertThat(listed.getId()).isEqualTo(created.getId());
        assertThat(listed.getTenantId()).isEqualTo(created.getTenantId());
        assertThat(listed.getCreatedAt()).isNotNull().isEqualTo(listed.getUpdatedAt());
        assertThat(byToken.userApiTokenList()).extracting(UserApiToken::getId).contains(created.getId());

        assertThat(api.userApiTokenUpdate(created.getId(), listed.active(false)).getId())
                .isEqualTo(created.getId());
        assertThat(api.userApiTokenGet().getFirst().getActive()).isFalse();
        failed(401, 20483, byToken::userApiTokenGet);
        assertThat(api.userApiTokenDelete(created.getId()).getId()).isEqualTo(created.getId());
        assertThat(api.userApiTokenDelete(created.getId()).getId()).isEmpty();
        assertThat(api.userApiTokenGet()).isEmpty();
    }

    @Test
    void failuresAreReadAsThePayload() {
        failed(
                401,
                20483,
                () -> new AuthApi(client(null))
                        .loginCallV2(new Credential().email(person.email()).password("wrong")));
        failed(401, 20483, () -> new UserApiTokenApi(client("nonsense")).userApiTokenGet());
        UserApiTokenApi api =
                new UserApiTokenApi(client(String.valueOf(person.session().bearer())));
        failed(
                404,
                20482,
                () -> api.userApiTokenUpdate(
                        "a/b é", new UserApiToken().active(true).userId(person.id())));
    }

    private static void failed(int status, int errorCode, ThrowingCallable call) {
        ApiException failure = catchThrowableOfType(ApiException.class, call);
        assertThat(failure.getCode()).isEqualTo(status);
        try {
            APIErrorPayload payload =
                    JSON.getDefault().getMapper().readValue(failure.getResponseBody(), APIErrorPayload.class);
            assertThat(payload.getStatusCode()).isEqualTo(status);
            assertThat(payload.getErrorCode()).isEqualTo(errorCode);
            assertThat(payload.getMessage()).isNotEmpty();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(failure.getResponseBody(), e);
        }
    }

    private static ApiClient client(@Nullable String bearer) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(GATEWAY.address());
        if (bearer != null) {
            client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + bearer));
        }
        return client;
    }
}
