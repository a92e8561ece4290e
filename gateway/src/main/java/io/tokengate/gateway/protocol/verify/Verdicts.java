package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Requirement;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.http.JsonBytes;
import io.tokengate.gateway.protocol.Visibility;
import java.net.InetAddress;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Asks for verdicts and writes them down as a caller may know them. */
final class Verdicts {
    private final TokenVerifier verifier;
    private final Visibility visibility;
    private final UsageRecorder usage;
    private final Clock clock;

    Verdicts(TokenVerifier verifier, Visibility visibility, UsageRecorder usage, Clock clock) {
        this.verifier = verifier;
        this.visibility = visibility;
        this.usage = usage;
        this.clock = clock;
    }

    /**
     * On which terms a verdict is asked for.
     *
     * @param caller who asks
     * @param required what a good token must have to be valid
     * @param address from where the tokens were presented, null if the caller does not tell
     */
    record Terms(
            ApiToken caller, Requirement required, @Nullable InetAddress address) {}

    /** The verdict, whoever asks; see {@link TokenVerifier#verify}. */
    Mono<Verification> verify(TokenSecret presented) {
        return verifier.verify(presented);
    }

    /** Writes a verdict. A token that is valid is noted as used. */
    void write(JsonBytes json, Terms terms, Verification verification) {
        switch (visibility.seenBy(terms.caller(), verification)) {
            case Verified(ApiToken token)
            when terms.required().isMetBy(token.scopes()) -> {
                usage.record(token.id(), clock.instant(), terms.address());
                VerdictBytes.write(json, token);
            }
            case Verified(ApiToken token) -> VerdictBytes.write(json, Reason.INSUFFICIENT_SCOPE);
            case Rejected(var rejection, var token) -> VerdictBytes.write(json, Reason.of(rejection));
        }
    }
}
