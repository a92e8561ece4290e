package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.gateway.protocol.tokenreview.TokenReviewJson.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A token's owner as Kubernetes knows users (docs/protocols/token-review.md, «User»). All names carry a prefix: whoever may
 * name users or scopes here must not make somebody {@code system:masters} there.
 */
final class ReviewedUser {
    private static final String DOMAIN = "tokengate.io/";

    private final String prefix;

    /**
     * For one installation.
     *
     * @param prefix of names and groups; neither empty nor the beginning of {@code system:}
     */
    ReviewedUser(String prefix) {
        this.prefix = prefix;
    }

    UserInfo of(ApiToken token) {
        return new UserInfo(
                prefix + token.owner().username(),
                token.owner().publicId().toString(),
                groups(token),
                Map.of(
                        DOMAIN + "token-id", List.of(token.publicId()),
                        DOMAIN + "token-name", List.of(token.name()),
                        DOMAIN + "dialect", List.of(token.dialect().value()),
                        DOMAIN + "tenant", List.of(token.tenant().publicId().toString()),
                        DOMAIN + "scopes", token.scopes().names()));
    }

    /** The kinds are told apart by a word of ours, so that no scope passes for a role. */
    private List<String> groups(ApiToken token) {
        List<String> groups = new ArrayList<>();
        groups.add(prefix + "tenant:" + token.tenant().publicId());
        for (Role role : Role.values()) {
            if (token.owner().roles().contains(role)) {
                groups.add(prefix + "role:" + role.name());
            }
        }
        token.scopes().names().forEach(scope -> groups.add(prefix + "scope:" + scope));
        return groups;
    }
}
