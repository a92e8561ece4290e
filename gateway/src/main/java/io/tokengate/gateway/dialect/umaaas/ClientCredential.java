package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.domain.token.TokenSecret;

/**
 * What a client sends by HTTP Basic: the clientId, which is public, and the clientSecret. Joined by a colon they are the
 * whole text of the token, which is what is digested.
 *
 * @param id spells the clientId
 * @param clientSecret must be neither shown nor logged, but in the answer that creates it
 */
record ClientCredential(UmaaasTokenId id, String clientSecret) {
    /** Of a freshly made token. */
    static ClientCredential of(Minted minted) {
        String text = minted.secret().reveal();
        return new ClientCredential(
                new UmaaasTokenId(minted.publicId()), text.substring(UmaaasTokenId.CLIENT_ID_LENGTH + 1));
    }

    /** The whole text, as it is digested. */
    TokenSecret secret() {
        return TokenSecret.of(id.clientId() + ":" + clientSecret);
    }

    /** The same as the gate and the store know it. */
    Minted minted() {
        return new Minted(id.publicId(), secret());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return id.clientId() + ":***";
    }
}
