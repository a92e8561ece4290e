package io.tokengate.domain.secret;

/**
 * A secret that only the holder of a key can read, as it is stored.
 *
 * @param keyId names the key
 * @param nonce 12 random bytes
 * @param text what AES-GCM made of the secret, with its tag of 16 bytes at the end
 */
@SuppressWarnings("ArrayRecordComponent") // Goes from the cipher to the store and back, and is never compared.
public record SealedSecret(String keyId, byte[] nonce, byte[] text) {
    /** Without what is sealed. */
    @Override
    public String toString() {
        return "SealedSecret[" + keyId + "]";
    }
}
