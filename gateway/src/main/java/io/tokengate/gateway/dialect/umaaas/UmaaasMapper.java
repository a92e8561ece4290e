package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.manage.TokenPage;
import io.tokengate.domain.token.ApiToken;
import org.jspecify.annotations.Nullable;

/** From the words of the domain to those of this dialect. Pure. */
final class UmaaasMapper {
    private UmaaasMapper() {}

    /** A token as get and list show it. */
    static UmaaasJson.Token token(ApiToken token) {
        return token(token, null);
    }

    /**
     * A token.
     *
     * @param clientSecret only in the answer to its creation
     */
    static UmaaasJson.Token token(ApiToken token, @Nullable String clientSecret) {
        UmaaasTokenId id = new UmaaasTokenId(token.publicId());
        return new UmaaasJson.Token(
                id.text(),
                token.name(),
                Permission.of(token.scopes()),
                id.clientId(),
                clientSecret,
                token.createdAt().toString(),
                token.updatedAt().toString());
    }

    /**
     * A page.
     *
     * @param nextCursor absent on the last page
     */
    static UmaaasJson.TokenList list(TokenPage page, @Nullable String nextCursor) {
        return new UmaaasJson.TokenList(
                page.tokens().stream().map(UmaaasMapper::token).toList(), page.hasMore(), nextCursor, page.total());
    }
}
