package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.clients.umaaas.ApiClient;
import io.tokengate.clients.umaaas.ApiException;
import io.tokengate.clients.umaaas.JSON;
import io.tokengate.clients.umaaas.api.ApiTokensApi;
import io.tokengate.clients.umaaas.model.ApiToken;
import io.tokengate.clients.umaaas.model.Error;
import io.tokengate.clients.umaaas.model.Permission;
import io.tokengate.clients.umaaas.model.TokenCreate;
import io.tokengate.clients.umaaas.model.TokenList;
import io.tokengate.gateway.support.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A client generated from openapi/umaaas.yaml drives every operation of the running application. */
class UmaaasGeneratedClientTest {
    private final ApiTokensApi api = client(RunningGateway.UMAAAS_CLIENT_ID, RunningGateway.UMAAAS_CLIENT_SECRET);

    @Test
    void createGetListDelete() throws ApiException {
        String name = UmaaasClient.name();
        ApiToken created = create(name, Permission.VIEW, Permission.MANAGE);
        assertThat(created.getClientSecret()).isNotNull();
        ApiTokensApi itself = client(created.getClientId(), String.valueOf(created.getClientSecret()));

        ApiToken read = itself.getTokenById(created.getId());
        assertThat(read.getName()).isEqualTo(name);
        assertThat(read.getPermissions()).containsExactly(Permission.VIEW, Permission.MANAGE);
        assertThat(read.getClientId()).isEqualTo(created.getClientId());
        assertThat(read.getClientSecret()).isNull();
        assertThat(read.getCreatedAt()).isEqualTo(created.getCreatedAt());
        assertThat(read.getUpdatedAt()).isEqualTo(created.getCreatedAt());

        api.deleteTokenById(created.getId());
        failed(404, Error.CodeEnum.TOKEN_NOT_FOUND, () -> api.getTokenById(created.getId()));
        failed(404, Error.CodeEnum.TOKEN_NOT_FOUND, () -> api.deleteTokenById(created.getId()));
        failed(401, Error.CodeEnum.UNAUTHORIZED, () -> itself.getTokenById(created.getId()));
    }

    @Test
    void listFollowsPagesAndUnderstandsEveryParameter() throws ApiException {
        String name = UmaaasClient.name() + " & +";
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(create(name, Permission.TRANSACT).getId());
        }
        OffsetDateTime from =
                OffsetDateTime.now(ZoneOffset.ofHoursMinutes(5, 30)).minusHours(1);
        OffsetDateTime to = from.plusHours(2);
        List<String> seen = new ArrayList<>();
        String cursor = null;
        TokenList page;
        do {
            page = api.listTokens(name, from, to, from, to, 2, cursor);
            page.getData().forEach(token -> seen.add(token.getId()));
            assertThat(page.getTotalCount()).isEqualTo(5);
            cursor = page.getNextCursor();
            assertThat(cursor != null).isEqualTo(page.getHasMore());
        } while (cursor != null);
        assertThat(seen).isEqualTo(made);
        assertThat(api.listTokens(name, to, null, null, null, null, null).getData())
                .isEmpty();
    }

    @Test
    void failuresAreReadAsTheModel() throws ApiException {
        assertThat(failed(400, Error.CodeEnum.INVALID_INPUT, () -> api.createToken(new TokenCreate().name("")))
                        .getDetails())
                .containsOnlyKeys("name", "permissions");
        failed(400, Error.CodeEnum.INVALID_INPUT, () -> list(api, "made-up"));
        failed(401, Error.CodeEnum.UNAUTHORIZED, () -> list(client("x", "y"), null));
        ApiToken poor = create("poor", Permission.TRANSACT);
        ApiTokensApi itself = client(poor.getClientId(), String.valueOf(poor.getClientSecret()));
        failed(403, Error.CodeEnum.FORBIDDEN, () -> list(itself, null));
        failed(403, Error.CodeEnum.FORBIDDEN, () -> itself.deleteTokenById(poor.getId()));
    }

    private ApiToken create(String name, Permission... permissions) throws ApiException {
        return api.createToken(new TokenCreate().name(name).permissions(List.of(permissions)));
    }

    private static TokenList list(ApiTokensApi api, @Nullable String cursor) throws ApiException {
        return api.listTokens(null, null, null, null, null, null, cursor);
    }

    private static Error failed(int status, Error.CodeEnum code, ThrowingCallable call) {
        ApiException failure = catchThrowableOfType(ApiException.class, call);
        assertThat(failure.getCode()).isEqualTo(status);
        try {
            Error error = JSON.getDefault().getMapper().readValue(failure.getResponseBody(), Error.class);
            assertThat(error.getStatus()).isEqualTo(status);
            assertThat(error.getCode()).isEqualTo(code);
            assertThat(error.getMessage()).isNotEmpty();
            return error;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(failure.getResponseBody(), e);
        }
    }

    private static ApiTokensApi client(String clientId, String clientSecret) {
        String pair = clientId + ":" + clientSecret;
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        ApiClient client = new ApiClient();
        client.updateBaseUri(UmaaasClient.GATEWAY.address() + "/umaaas/v1");
        client.setRequestInterceptor(request -> request.header("Authorization", "Basic " + basic));
        return new ApiTokensApi(client);
    }
}
