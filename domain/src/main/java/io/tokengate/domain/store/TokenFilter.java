package io.tokengate.domain.store;

import io.tokengate.domain.token.DialectName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens a list is about; revoked ones never are. What is absent does not filter.
 *
 * @param tenantId the tenant, always
 * @param dialect the dialect, always: the others' tokens would break its clients
 * @param ownerId the owner's key
 * @param ownerName the owner's exact username
 * @param personal only personal access tokens, or only the others
 * @param anyScope has at least one of these
 * @param name the whole name
 * @param created when it was issued
 * @param updated when it was last changed
 * @param used when it was last used; one never used is in no bounded range
 */
public record TokenFilter(
        long tenantId,
        DialectName dialect,
        @Nullable Long ownerId,
        @Nullable String ownerName,
        @Nullable Boolean personal,
        @Nullable Set<String> anyScope,
        @Nullable String name,
        TimeRange created,
        TimeRange updated,
        TimeRange used) {

    /** All tokens that a dialect issued in a tenant. */
    public static TokenFilter all(long tenantId, DialectName dialect) {
        return new TokenFilter(
                tenantId, dialect, null, null, null, null, null, TimeRange.ANY, TimeRange.ANY, TimeRange.ANY);
    }

    /** Only those of one owner. */
    public TokenFilter ownedBy(long owner) {
        return new TokenFilter(tenantId, dialect, owner, ownerName, personal, anyScope, name, created, updated, used);
    }
}
