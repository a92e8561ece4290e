package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.clients.dynatrace.ApiClient;
import io.tokengate.clients.dynatrace.ApiException;
import io.tokengate.clients.dynatrace.JSON;
import io.tokengate.clients.dynatrace.api.AccessTokensApiTokensApi;
import io.tokengate.clients.dynatrace.model.ApiToken;
import io.tokengate.clients.dynatrace.model.ApiTokenCreate;
import io.tokengate.clients.dynatrace.model.ApiTokenCreated;
import io.tokengate.clients.dynatrace.model.ApiTokenList;
import io.tokengate.clients.dynatrace.model.ApiTokenSecret;
import io.tokengate.clients.dynatrace.model.ApiTokenUpdate;
import io.tokengate.clients.dynatrace.model.ErrorEnvelope;
import io.tokengate.gateway.support.RunningGateway;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A client generated from openapi/dynatrace.yaml drives every operation of the running application. */
class GeneratedClientTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    private final AccessTokensApiTokensApi api = client(RunningGateway.DYNATRACE_TOKEN);

    @Test
    void createGetListUpdateLookupDelete() throws ApiException {
        ApiTokenCreated created = api.createApiToken(new ApiTokenCreate()
                .name("generated")
                .scopes(List.of("metrics.read"))
                .personalAccessToken(true)
                .expirationDate("now+30d"));
        assertThat(created.getToken()).startsWith(created.getId());
        assertThat(created.getExpirationDate()).endsWith("Z");

        ApiToken read = api.getApiToken(created.getId());
        assertThat(read.getName()).isEqualTo("generated");
        assertThat(read.getPersonalAccessToken()).isTrue();
        assertThat(read.getOwner()).isEqualTo("admin");

        api.updateApiToken(
                created.getId(),
                new ApiTokenUpdate().name("renamed").enabled(false).scopes(List.of("logs.read")));
        ApiToken found = api.lookupApiToken(new ApiTokenSecret().token(created.getToken()));
        assertThat(found.getName()).isEqualTo("renamed");
        assertThat(found.getEnabled()).isFalse();
        assertThat(found.getScopes()).containsExactly("logs.read");
        assertThat(found.getModifiedDate()).isNotNull();

        api.deleteApiToken(created.getId());
        failed(404, () -> api.getApiToken(created.getId()));
        failed(404, () -> api.lookupApiToken(new ApiTokenSecret().token(created.getToken())));
    }

    @Test
    void listFollowsPagesAndUnderstandsEveryParameter() throws ApiException {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            made.add(api.createApiToken(new ApiTokenCreate()
                            .name("page-" + i)
                            .scopes(List.of("rumCookieNames.read"))
                            .personalAccessToken(true))
                    .getId());
        }
        String selector = "owner(\"admin\"),personalAccessToken(true),scope(\"rumCookieNames.read\")";
        ApiTokenList page = api.listApiTokens(null, 100L, selector, "+scopes,-owner", null, null, "+name");
        assertThat(page.getTotalCount()).isEqualTo(130);
        assertThat(page.getPageSize()).isEqualTo(100);
        assertThat(page.getApiTokens()).hasSize(100).allSatisfy(token -> {
            assertThat(token.getScopes()).containsExactly("rumCookieNames.read");
            assertThat(token.getOwner()).isNull();
        });
        ApiTokenList rest = api.listApiTokens(page.getNextPageKey(), null, null, null, null, null, null);
        assertThat(rest.getNextPageKey()).isNull();
        List<String> seen = new ArrayList<>(ids(page));
        seen.addAll(ids(rest));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);

        ApiTokenList used = api.listApiTokens(null, null, selector, null, "now-1h", "now", "-lastUsedDate");
        assertThat(used.getApiTokens()).isEmpty();
    }

    @Test
    void failuresAreReadAsTheEnvelope() throws ApiException {
        assertThat(failed(
                                400,
                                () -> api.createApiToken(
                                        new ApiTokenCreate().name("").scopes(List.of("no.such"))))
                        .getError()
                        .getConstraintViolations())
                .extracting(violation -> violation.getPath())
                .containsExactly("name", "scopes");
        failed(401, () -> client("nonsense").listApiTokens(null, null, null, null, null, null, null));
        String poor = api.createApiToken(new ApiTokenCreate().name("poor").scopes(List.of("logs.read")))
                .getToken();
        failed(403, () -> client(poor).listApiTokens(null, null, null, null, null, null, null));
    }

    private static List<String> ids(ApiTokenList page) {
        return page.getApiTokens().stream().map(ApiToken::getId).toList();
    }

    private static ErrorEnvelope failed(int status, ThrowingCallable call) {
        ApiException failure = catchThrowableOfType(ApiException.class, call);
        assertThat(failure.getCode()).isEqualTo(status);
        try {
            ErrorEnvelope envelope =
                    JSON.getDefault().getMapper().readValue(failure.getResponseBody(), ErrorEnvelope.class);
            assertThat(envelope.getError().getCode()).isEqualTo(status);
            assertThat(envelope.getError().getMessage()).isNotEmpty();
            return envelope;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(failure.getResponseBody(), e);
        }
    }

    private static AccessTokensApiTokensApi client(String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(GATEWAY.address() + "/api/v2");
        client.setRequestInterceptor(request -> request.header("Authorization", "Api-Token " + token));
        return new AccessTokensApiTokensApi(client);
    }
}
