package io.tokengate.gateway.protocol.verify;

import io.tokengate.clients.verify.ApiClient;
import io.tokengate.clients.verify.ApiException;
import io.tokengate.clients.verify.api.VerificationApi;
import io.tokengate.clients.verify.model.BatchVerifyRequest;
import io.tokengate.clients.verify.model.Verdict;
import io.tokengate.clients.verify.model.VerifyRequest;
import io.tokengate.gateway.support.RunningGateway;
import java.util.List;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A client generated from the OpenAPI file, which reads answers strictly. */
class VerifyGeneratedClientTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    @Test
    void oneTokenIsVerified() throws ApiException {
        Verdict verdict = api(RunningGateway.NATIVE_TOKEN)
                .verify(new VerifyRequest()
                        .token(RunningGateway.DYNATRACE_TOKEN)
                        .addScopesItem("apiTokens.read")
                        .address("192.0.2.1"));
        assertThat(verdict.getValid()).isTrue();
        assertThat(verdict.getReason()).isNull();
        var token = requireNonNull(verdict.getToken());
        assertThat(token.getDialect()).isEqualTo("dynatrace");
        assertThat(token.getOwner().getUsername()).isEqualTo("admin");
        assertThat(token.getTenant().getName()).isEqualTo("default");
        assertThat(token.getExpiresAt()).isNull();
        assertThat(token.getCreatedAt()).isNotNull();
    }

    @Test
    void manyTokensAreVerified() throws ApiException {
        List<Verdict> verdicts = api(RunningGateway.NATIVE_TOKEN)
                .batchVerify(new BatchVerifyRequest().tokens(List.of("x", RunningGateway.DYNATRACE_TOKEN)))
                .getResults();
        assertThat(verdicts).extracting(Verdict::getReason).containsExactly(Verdict.ReasonEnum.MALFORMED, null);
    }

    @Test
    void strangersAreRefused() {
        ApiException refusal = catchThrowableOfType(
                ApiException.class, () -> api("nobody-knows-this-one").verify(new VerifyRequest().token("x")));
        assertThat(refusal.getCode()).isEqualTo(401);
    }

    private static VerificationApi api(String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(GATEWAY.address());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return new VerificationApi(client);
    }
}
