package io.tokengate.domain.secret;

import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digests a token's whole text with SHA-256. A slow hash would buy nothing, since secrets are random and have 95 bits
 * and more. Safe for many threads; each keeps its own {@link MessageDigest}.
 */
public final class TokenHasher {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(TokenHasher::sha256);

    private TokenHasher() {}

    /** The digest of the text's UTF-8 bytes. */
    public static TokenDigest digest(TokenSecret secret) {
        return TokenDigest.of(SHA_256.get().digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
