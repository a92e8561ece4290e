package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.manage.TokenPage;
import io.tokengate.domain.store.Position;
import io.tokengate.domain.store.TimeRange;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.LastUse;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Between the words of this dialect and those of the domain. Pure. */
final class DynatraceMapper {
    private DynatraceMapper() {}

    static TokenQuery query(PageRequest page, long tenant) {
        ListQuery query = page.query();
        TokenOrder order = order(query.sort());
        return new TokenQuery(filter(query, tenant), order, position(page.after(), order), 0, query.pageSize());
    }

    /** Where the next page begins: behind the last token of this one. */
    static PageRequest.Position position(ApiToken last, TokenSort sort) {
        Position position = Position.of(last, order(sort));
        Instant time = position.time();
        return new PageRequest.Position(time == null ? position.name() : time.toString(), position.id());
    }

    static DynatraceJson.TokenList list(ListQuery query, TokenPage page, @Nullable String nextPageKey) {
        List<DynatraceJson.Token> tokens = page.tokens().stream()
                .map(token -> token(token, query.fields()))
                .toList();
        return new DynatraceJson.TokenList(page.total(), query.pageSize(), tokens, nextPageKey);
    }

    /** The whole of a token. */
    static DynatraceJson.Token token(ApiToken token) {
        return token(token, FieldSelection.ALL);
    }

    /** What a selection shows of a token; what is not set is left out even if it is asked for. */
    static DynatraceJson.Token token(ApiToken token, FieldSelection fields) {
        return new DynatraceJson.Token(
                token.publicId(),
                shown(fields, TokenField.NAME, token, ApiToken::name),
                shown(fields, TokenField.ENABLED, token, DynatraceMapper::isUsable),
                shown(fields, TokenField.OWNER, token, DynatraceMapper::owner),
                shown(fields, TokenField.CREATION_DATE, token, shown -> text(shown.createdAt())),
                shown(fields, TokenField.PERSONAL_ACCESS_TOKEN, token, ApiToken::personal),
                shown(fields, TokenField.EXPIRATION_DATE, token, shown -> text(shown.expiresAt())),
                shown(fields, TokenField.LAST_USED_DATE, token, DynatraceMapper::lastUsed),
                shown(fields, TokenField.LAST_USED_IP_ADDRESS, token, DynatraceMapper::lastAddress),
                shown(fields, TokenField.SCOPES, token, shown -> shown.scopes().names()),
                shown(fields, TokenField.MODIFIED_DATE, token, shown -> text(shown.modifiedAt())));
    }

    /** Cut to milliseconds and ending in Z; a fraction of zero is left out. */
    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** A token whose owner or tenant is switched off is refused everywhere, so it is not shown as enabled. */
    static boolean isUsable(ApiToken token) {
        return token.enabled() && token.owner().active() && token.tenant().active();
    }

    private static String owner(ApiToken token) {
        return token.owner().username();
    }

    private static @Nullable String lastUsed(ApiToken token) {
        LastUse use = token.lastUse();
        return use == null ? null : text(use.at());
    }

    private static @Nullable String lastAddress(ApiToken token) {
        LastUse use = token.lastUse();
        return use == null ? null : use.address();
    }

    private static <T> @Nullable T shown(
            FieldSelection fields, TokenField field, ApiToken token, Function<ApiToken, @Nullable T> member) {
        return fields.shows(field) ? member.apply(token) : null;
    }

    private static TokenFilter filter(ListQuery query, long tenant) {
        TokenSelector selector = query.selector();
        Timeframe used = query.lastUsed();
        return new TokenFilter(
                tenant,
                DynatraceTokenFormat.DIALECT,
                null,
                selector.owner(),
                selector.personalAccessToken(),
                selector.scopes().isEmpty() ? null : selector.scopes(),
                null,
                TimeRange.ANY,
                TimeRange.ANY,
                used == null ? TimeRange.ANY : new TimeRange(used.from(), used.to()));
    }

    private static TokenOrder order(TokenSort sort) {
        TokenOrder.Key key = switch (sort.key()) {
            case NAME -> TokenOrder.Key.NAME;
            case CREATION_DATE -> TokenOrder.Key.CREATED;
            case LAST_USED_DATE -> TokenOrder.Key.LAST_USED;
            case EXPIRATION_DATE -> TokenOrder.Key.EXPIRES;
            case MODIFIED_DATE -> TokenOrder.Key.MODIFIED;
        };
        return new TokenOrder(key, sort.direction() == TokenSort.Direction.ASCENDING);
    }

    private static @Nullable Position position(PageRequest.@Nullable Position after, TokenOrder order) {
        if (after == null) {
            return null;
        }
        String value = after.value();
        return order.key() == TokenOrder.Key.NAME
                ? new Position(value, null, after.id())
                : new Position(null, value == null ? null : Instant.parse(value), after.id());
    }
}
