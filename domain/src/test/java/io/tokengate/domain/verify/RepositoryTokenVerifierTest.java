package io.tokengate.domain.verify;

import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.support.FixedFormat;
import io.tokengate.domain.support.Samples;
import io.tokengate.domain.support.UnaskedTokens;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static io.tokengate.domain.support.Samples.NOW;
import static io.tokengate.domain.support.Samples.owner;
import static io.tokengate.domain.support.Samples.tenant;

class RepositoryTokenVerifierTest {
    private static final TokenSecret PRESENTED = TokenSecret.of("a-text-of-sane-length");

    @Test
    void malformedTextIsNotLookedUp() {
        StepVerifier.create(verifier(FormatCheck.MALFORMED, new UnaskedTokens()).verify(PRESENTED))
                .expectNext(new Rejected(Rejection.MALFORMED, null))
                .verifyComplete();
    }

    @Test
    void forgedTextIsNotLookedUp() {
        StepVerifier.create(verifier(FormatCheck.FORGED, new UnaskedTokens()).verify(PRESENTED))
                .expectNext(new Rejected(Rejection.FORGED, null))
                .verifyComplete();
    }

    @Test
    void implausibleTextIsNotLookedUp() {
        StepVerifier.create(verifier(FormatCheck.FOREIGN, new UnaskedTokens()).verify(TokenSecret.of("short")))
                .expectNext(new Rejected(Rejection.MALFORMED, null))
                .verifyComplete();
    }

    @ParameterizedTest
    @EnumSource(names = {"FOREIGN", "UNCHECKED", "CHECKED"})
    void otherTextIsLookedUpByItsDigest(FormatCheck check) {
        ApiToken token = Samples.token();
        StepVerifier.create(verifier(check, storing(Mono.just(token))).verify(PRESENTED))
                .expectNext(new Verified(token))
                .verifyComplete();
    }

    @Test
    void tokenThatNobodyIssuedIsUnknown() {
        StepVerifier.create(verifier(FormatCheck.CHECKED, storing(Mono.empty())).verify(PRESENTED))
                .expectNext(new Rejected(Rejection.UNKNOWN, null))
                .verifyComplete();
    }

    @Test
    void rulesJudgeWhatIsStoredAtThePresentInstant() {
        ApiToken expired = Samples.token(null, NOW, tenant(true), owner(true), true);
        StepVerifier.create(verifier(FormatCheck.CHECKED, storing(Mono.just(expired)))
                        .verify(PRESENTED))
                .expectNext(new Rejected(Rejection.EXPIRED, expired))
                .verifyComplete();
    }

    @Test
    void storeThatCannotAnswerIsNoVerdict() {
        Unavailable failure = new Unavailable("down", null);
        StepVerifier.create(verifier(FormatCheck.CHECKED, storing(Mono.error(failure)))
                        .verify(PRESENTED))
                .verifyErrorMatches(failure::equals);
    }

    private static TokenVerifier verifier(FormatCheck check, TokenRepository tokens) {
        return new RepositoryTokenVerifier(new TokenFormats(List.of(new FixedFormat(check))), tokens, Samples.CLOCK);
    }

    private static TokenRepository storing(Mono<ApiToken> found) {
        return new UnaskedTokens() {
            @Override
            public Mono<ApiToken> findByDigest(TokenDigest digest) {
                return digest.equals(TokenHasher.digest(PRESENTED)) ? found : Mono.empty();
            }
        };
    }
}
