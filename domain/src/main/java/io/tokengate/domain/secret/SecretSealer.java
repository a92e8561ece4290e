package io.tokengate.domain.secret;

import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenSecret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Seals secrets with AES-256-GCM (NIST SP 800-38D): a random nonce of 96 bits each, and the token's and the key's id as
 * associated data, so that what was sealed for one token opens for no other. Safe for many threads; takes microseconds.
 */
public final class SecretSealer {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final SealingKeys keys;
    private final SecretGenerator generator;

    public SecretSealer(SealingKeys keys, SecretGenerator generator) {
        this.keys = keys;
        this.generator = generator;
    }

    /** Whether there is any key at all. */
    public boolean isOn() {
        return !keys.keys().isEmpty();
    }

    /** Seals a token's secret with the first key; empty if there is none. */
    public Optional<SealedSecret> seal(TokenId token, TokenSecret secret) {
        return keys.first().map(key -> seal(token, secret, key));
    }

    /**
     * Opens what was sealed for a token.
     *
     * @return empty if this replica has no key of that id
     * @throws SealBrokenException if it was sealed for another token or by another key, or was changed since
     */
    public Optional<TokenSecret> open(TokenId token, SealedSecret sealed) {
        return keys.find(sealed.keyId()).map(key -> open(token, sealed, key));
    }

    private SealedSecret seal(TokenId token, TokenSecret secret, SealingKey key) {
        byte[] nonce = generator.bytes(NONCE_LENGTH);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, token, key, nonce);
            return new SealedSecret(
                    key.id(), nonce, cipher.doFinal(secret.reveal().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static TokenSecret open(TokenId token, SealedSecret sealed, SealingKey key) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, token, key, sealed.nonce());
            return TokenSecret.of(new String(cipher.doFinal(sealed.text()), UTF_8));
        } catch (AEADBadTagException e) {
            throw new SealBrokenException(token, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static Cipher cipher(int mode, TokenId token, SealingKey key, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        // The number has a fixed width, so no other pair spells the same bytes.
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(token.value()).flip());
        cipher.updateAAD(key.id().getBytes(UTF_8));
        return cipher;
    }
}
