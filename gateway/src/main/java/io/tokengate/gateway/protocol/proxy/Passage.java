package io.tokengate.gateway.protocol.proxy;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.protocol.proxy.PresentedCredential.Absent;
import io.tokengate.gateway.protocol.proxy.PresentedCredential.Ambiguous;
import io.tokengate.gateway.protocol.proxy.PresentedCredential.Text;
import java.net.InetAddress;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Whether a request may pass. There is no caller beside the token: whoever reaches a proxy's protocol can find out what a
 * token is good for, and must have the token for it. A token that passes counts as used, from the client's address.
 */
public final class Passage {
    private final TokenVerifier verifier;
    private final UsageRecorder usage;
    private final Clock clock;

    public Passage(TokenVerifier verifier, UsageRecorder usage, Clock clock) {
        this.verifier = verifier;
        this.usage = usage;
        this.clock = clock;
    }

    /**
     * What the judgement of a request comes to, or its failure, wherever that lies: reading the request is part of it.
     *
     * @param request its name in the log, asked for if something is logged
     * @return exactly one answer, never an error
     */
    public static Mono<Answer> answered(Supplier<Mono<Answer>> judgement, Supplier<RequestId> request) {
        return Mono.defer(judgement).onErrorResume(failure -> Mono.just(ProxyAnswers.of(failure, request)));
    }

    /**
     * Judges one request; to be asked inside of {@link #answered}.
     *
     * @param required what the token must have
     * @param address the client's, asked for if the token passes
     * @return the answer that the proxy hands on unless its status is 200; error if it cannot be known
     */
    public Mono<Answer> judge(PresentedCredential presented, Scopes required, Supplier<@Nullable InetAddress> address) {
        return switch (presented) {
            case Absent none -> Mono.just(ProxyAnswers.ABSENT);
            case Ambiguous several -> Mono.just(ProxyAnswers.AMBIGUOUS);
            case Text(TokenSecret secret) -> verifier.verify(secret).map(verdict -> answer(required, address, verdict));
        };
    }

    private Answer answer(Scopes required, Supplier<@Nullable InetAddress> address, Verification verdict) {
        return switch (verdict) {
            case Verified(ApiToken token)
            when token.scopes().containsAll(required) -> {
                usage.record(token.id(), clock.instant(), address.get());
                yield ProxyAnswers.pass(token);
            }
            case Verified(ApiToken token) -> ProxyAnswers.lacking(required);
            case Rejected(var reason, var token) -> ProxyAnswers.INVALID;
        };
    }
}
