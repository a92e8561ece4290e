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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import static io.tokengate.gateway.http.JsonBytes.ascii;

/**
 * Answers as signed JWTs (RFC 9701, section 5), for who must prove to others what it was told. A signature is CPU time only, on
 * the caller's thread. Safe for many threads.
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

    private final SigningKeys keys;
    private final Issuer issuer;
    private final Clock clock;

    /** Made once a key; the few that there ever are. */
    private final Map<SigningKey, SigningPair> pairs = new ConcurrentHashMap<>();

    SignedAnswers(SigningKeys keys, Issuer issuer, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
        pair(keys.signing());
    }

    /**
     * The JWT for one caller, whose id is the audience.
     *
     * @param introspection what it would be told as JSON
     */
    byte[] sign(ApiToken caller, byte[] introspection) {
        SigningPair pair = pair(keys.signing());
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
    byte[] keySet() {
        List<JWK> shown =
                keys.shown().stream().<JWK>map(key -> pair(key).shown()).toList();
        return new JWKSet(shown).toString().getBytes(StandardCharsets.UTF_8);
    }

    private SigningPair pair(SigningKey key) {
        return pairs.computeIfAbsent(key, SigningPair::of);
    }
}
