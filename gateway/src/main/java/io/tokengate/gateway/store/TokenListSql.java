package io.tokengate.gateway.store;

import io.tokengate.domain.store.Position;
import io.tokengate.domain.store.TimeRange;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statement of one list or count, with its values bound beside it: nothing of a caller becomes part of the text.
 * Missing times are ordered by infinity rather than by «nulls first», so that a page can begin behind one by the same
 * comparison as behind any other.
 */
final class TokenListSql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private TokenListSql(String beginning) {
        text.append(beginning);
    }

    static TokenListSql list(TokenQuery query) {
        TokenListSql sql = new TokenListSql(TokenSql.SELECT);
        sql.where(query.filter());
        sql.after(query.order(), query.after());
        sql.order(query.order());
        sql.range(query);
        return sql;
    }

    static TokenListSql count(TokenFilter filter) {
        TokenListSql sql = new TokenListSql("select count(*) from token t");
        sql.join(filter);
        sql.where(filter);
        return sql;
    }

    String text() {
        return text.toString();
    }

    /** What to bind to {@code $1} and on. */
    List<Object> values() {
        return values;
    }

    /** Only what the filter asks of: to count must not cost a join that changes nothing. */
    private void join(TokenFilter filter) {
        if (filter.ownerName() != null) {
            text.append(" join app_user o on o.id = t.owner_id");
        }
        if (filter.used().isBounded()) {
            text.append(" left join token_usage u on u.token_id = t.id");
        }
    }

    private void where(TokenFilter filter) {
        text.append(" where t.revoked_at is null");
        and("t.tenant_id = ", filter.tenantId());
        and("t.dialect = ", filter.dialect().value());
        and("t.owner_id = ", filter.ownerId());
        and("o.username = ", filter.ownerName());
        and("t.personal = ", filter.personal());
        and("t.scopes && ", filter.anyScope() == null ? null : filter.anyScope().toArray(String[]::new));
        and("t.name = ", filter.name());
        and("t.created_at", filter.created());
        and("t.updated_at", filter.updated());
        and("u.last_used_at", filter.used());
    }

    private void and(String column, TimeRange range) {
        and(column + " >= ", range.from());
        and(column + " <= ", range.to());
    }

    private void and(String comparison, @Nullable Object value) {
        if (value != null) {
            text.append(" and ").append(comparison).append(bind(value));
        }
    }

    private void after(TokenOrder order, @Nullable Position position) {
        if (position == null) {
            return;
        }
        String comparison = order.ascending() ? " > " : " < ";
        if (order.key() == TokenOrder.Key.ID) {
            and("t.id" + comparison, position.id());
            return;
        }
        text.append(" and (").append(expression(order.key())).append(", t.id)").append(comparison);
        text.append('(')
                .append(place(order.key(), position))
                .append(", ")
                .append(bind(position.id()))
                .append(')');
    }

    private String place(TokenOrder.Key key, Position position) {
        if (key == TokenOrder.Key.NAME) {
            return bind(position.name() == null ? "" : position.name());
        }
        Instant time = position.time();
        return time == null ? infinity(key) : bind(time) + "::timestamptz";
    }

    private void order(TokenOrder order) {
        String direction = order.ascending() ? "" : " desc";
        text.append(" order by ");
        if (order.key() != TokenOrder.Key.ID) {
            text.append(expression(order.key())).append(direction).append(", ");
        }
        text.append("t.id").append(direction);
    }

    private void range(TokenQuery query) {
        if (query.limit() != Integer.MAX_VALUE) {
            text.append(" limit ").append(bind(query.limit()));
        }
        if (query.offset() != 0) {
            text.append(" offset ").append(bind(query.offset()));
        }
    }

    private String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    private static String expression(TokenOrder.Key key) {
        return switch (key) {
            case ID -> "t.id";
            case NAME -> "t.name";
            case CREATED -> "t.created_at";
            case LAST_USED -> "coalesce(u.last_used_at, " + infinity(key) + ")";
            case EXPIRES -> "coalesce(t.expires_at, " + infinity(key) + ")";
            case MODIFIED -> "coalesce(t.modified_at, " + infinity(key) + ")";
        };
    }

    private static String infinity(TokenOrder.Key key) {
        return key == TokenOrder.Key.EXPIRES ? "'infinity'::timestamptz" : "'-infinity'::timestamptz";
    }
}
