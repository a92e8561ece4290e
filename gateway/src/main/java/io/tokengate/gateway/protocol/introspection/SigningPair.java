package io.tokengate.gateway.protocol.introspection;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64URL;
import io.tokengate.domain.secret.SigningKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The key pair of ES256 (RFC 7518, section 3.4) that a seed stands for. Its private part is the SHA-512 of this purpose's name
 * and the seed, reduced to the curve's order: so much longer than that, that no number is likelier than any other. Its id is
 * the thumbprint of its public part (RFC 7638).
 */
final class SigningPair {
    private static final byte[] PURPOSE = "tokengate ES256 ".getBytes(StandardCharsets.US_ASCII);
    private static final X9ECParameters P_256 = CustomNamedCurves.getByName("P-256");

    private final ECKey key;
    private final JWSSigner signer;

    private SigningPair(ECKey key, JWSSigner signer) {
        this.key = key;
        this.signer = signer;
    }

    static SigningPair of(SigningKey stored) {
        BigInteger one = BigInteger.ONE;
        BigInteger secret = new BigInteger(1, digest(stored.seed()))
                .mod(P_256.getN().subtract(one))
                .add(one);
        ECPoint point = P_256.getG().multiply(secret).normalize();
        try {
            ECKey key = new ECKey.Builder(
                            Curve.P_256,
                            Base64URL.encode(point.getAffineXCoord().getEncoded()),
                            Base64URL.encode(point.getAffineYCoord().getEncoded()))
                    .d(ECKey.encodeCoordinate(P_256.getCurve().getFieldSize(), secret))
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build();
            return new SigningPair(key, new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    String id() {
        return key.getKeyID();
    }

    /** Safe for many threads. */
    JWSSigner signer() {
        return signer;
    }

    /** What others may know of it. */
    ECKey shown() {
        return key.toPublicJWK();
    }

    /** Without the private part. */
    @Override
    public String toString() {
        return "SigningPair[" + id() + "]";
    }

    private static byte[] digest(byte[] seed) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-512");
            sha.update(PURPOSE);
            return sha.digest(seed);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }
}
