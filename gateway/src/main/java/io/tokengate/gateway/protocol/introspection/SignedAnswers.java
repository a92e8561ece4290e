package io.tokengate.gateway.protocol.introspection;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.tokengate.domain.secret.SigningKey;
import io.tokengate.domain.secret.SigningKeys;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.gateway.http.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static io.tokengate.gateway.http.JsonBytes.ascii;

/**
 * Answers as signed JWTs (RFC 9701, section 5), for who must prove to others what it was told. A signature is CPU time only, on
 * the caller's thread, but for the first one of a key. Safe for many threads.
 */
final class SignedAnswers {
    /** Of the answer. */
    static final String MEDIA_TYPE = "application/token-introspection+jwt";

    private static final JOSEObjectType TYPE = new JOSEObjectType("token-introspection+jwt");
    private static final byte[] ISSUER = ascii("{\"iss\":");
    private static final byte[] AUDIENCE = ascii(",\"aud\":");
    private static final byte[] ISSUED = ascii(",\"iat\":");
    private static final byte[] INTROSPECTION = ascii(",\"token_introspection\":");
    private static final byte[] END = ascii("}");

    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

    private final SigningKeys keys;
    private final Issuer issuer;
    private final Clock clock;

    /** Made once a key, of which there are few, and not before somebody asks: that takes a large library. */
    private final Map<SigningKey, Mono<SigningPair>> pairs = new ConcurrentHashMap<>();

    SignedAnswers(SigningKeys keys, Issuer issuer, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * The JWT for one caller, whose id is the audience.
     *
     * @param introspection what it would be told as JSON
     */
    Mono<byte[]> sign(ApiToken caller, byte[] introspection) {
        return pair(keys.signing()).map(pair -> sign(pair, caller, introspection));
    }

    private byte[] sign(SigningPair pair, ApiToken caller, byte[] introspection) {
        JsonBytes claims = new JsonBytes(introspection.length + 512);
        claims.raw(ISSUER).text(issuer.get()).raw(AUDIENCE).text(caller.publicId());
        claims.raw(ISSUED).number(clock.instant().getEpochSecond());
        claims.raw(INTROSPECTION).raw(introspection).raw(END);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(pair.id())
                .build();
        JWSObject jwt = new JWSObject(header, new Payload(claims.toBytes()));
        try {
            jwt.sign(pair.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK signs ES256", e);
        }
        return jwt.serialize().getBytes(StandardCharsets.US_ASCII);
    }

    /** The public keys (RFC 7517, section 5), also of keys that will sign, or did until a day ago. */
    Mono<byte[]> keySet() {
        return Flux.fromIterable(keys.shown())
                .concatMap(this::pair)
                .<JWK>map(SigningPair::shown)
                .collectList()
                .map(shown -> new JWKSet(shown).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** On a thread that may wait for the library; a failure is not kept. */
    private Mono<SigningPair> pair(SigningKey key) {
        return pairs.computeIfAbsent(
                key,
                asked -> Mono.fromCallable(() -> SigningPair.of(asked))
                        .subscribeOn(Schedulers.boundedElastic())
                        .cache(made -> FOR_EVER, failure -> Duration.ZERO, () -> Duration.ZERO));
    }
}
