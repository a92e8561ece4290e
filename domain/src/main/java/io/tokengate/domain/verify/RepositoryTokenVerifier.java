package io.tokengate.domain.verify;

import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Verification.Rejected;
import java.time.Clock;
import reactor.core.publisher.Mono;

/** Asks the store at each verification, once the text has passed the gate of {@link TokenFormats}. */
public final class RepositoryTokenVerifier implements TokenVerifier {
    private static final Mono<Verification> MALFORMED = rejected(Rejection.MALFORMED);
    private static final Mono<Verification> FORGED = rejected(Rejection.FORGED);
    private static final Verification UNKNOWN = new Rejected(Rejection.UNKNOWN, null);

    private final TokenFormats formats;
    private final TokenRepository tokens;
    private final Clock clock;

    public RepositoryTokenVerifier(TokenFormats formats, TokenRepository tokens, Clock clock) {
        this.formats = formats;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Mono<Verification> verify(TokenSecret presented) {
        return switch (formats.check(presented)) {
            case FOREIGN, MALFORMED -> MALFORMED;
            case FORGED -> FORGED;
            case UNCHECKED, CHECKED -> lookUp(presented);
        };
    }

    private Mono<Verification> lookUp(TokenSecret presented) {
        return tokens.findByDigest(TokenHasher.digest(presented))
                .map(token -> VerificationRules.judge(token, clock.instant()))
                .defaultIfEmpty(UNKNOWN);
    }

    private static Mono<Verification> rejected(Rejection reason) {
        return Mono.just(new Rejected(reason, null));
    }
}
