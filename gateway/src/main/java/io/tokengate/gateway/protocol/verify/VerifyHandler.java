package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Verification;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.JsonBytes;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.PlainMember;
import io.tokengate.gateway.protocol.BearerCallers;
import java.net.InetAddress;
import reactor.core.publisher.Mono;

/** {@code POST /v1/tokens:verify}: one verdict. A good token counts as used, from the address that the caller names. */
final class VerifyHandler implements LeanHandler {
    static final String PATH = "/v1/tokens:verify";

    private static final int MAX_BODY = 64 * 1024;
    private static final PlainMember TOKEN = new PlainMember("token");

    private final BearerCallers callers;
    private final Verdicts verdicts;

    VerifyHandler(BearerCallers callers, Verdicts verdicts) {
        this.callers = callers;
        this.verdicts = verdicts;
    }

    @Override
    public Mono<Answer> handle(LeanRequest request) {
        return callers.answered(request, caller -> request.json(MAX_BODY).flatMap(body -> verify(caller, body)));
    }

    private Mono<Answer> verify(ApiToken caller, byte[] body) {
        String plain = TOKEN.read(body);
        VerifyJson.Verify wanted = plain == null
                ? Json.read(body, VerifyJson.Verify.class)
                : new VerifyJson.Verify(plain, null, null, null);
        TokenSecret presented = TokenSecret.of(VerifyInput.token(wanted.token()));
        InetAddress address = VerifyInput.address(wanted.address());
        Verdicts.Terms terms =
                new Verdicts.Terms(caller, VerifyInput.requirement(wanted.scopes(), wanted.anyScopes()), address);
        return verdicts.verify(presented).map(verification -> answer(terms, verification));
    }

    private Answer answer(Verdicts.Terms terms, Verification verification) {
        JsonBytes json = new JsonBytes();
        verdicts.write(json, terms, verification);
        return VerifyAnswers.ok(json.toBytes());
    }
}
