package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.gateway.dialect.dynatrace.PageRequest.Position;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The layout of what a page key carries: parameters that have a notation of their own are in it, relative times are
 * resolved. Whoever changes it gives the purpose in {@link PageKeys} a new number.
 */
final class PageKeyCodec {
    private PageKeyCodec() {}

    static void write(ListQuery query, Position last, DataOutputStream out) throws IOException {
        out.writeShort(query.pageSize());
        out.writeUTF(query.selector().text());
        out.writeUTF(query.fields().text());
        out.writeUTF(query.sort().text());
        write(query.lastUsed(), out);
        write(last, out);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is something else
     * @throws ConstraintViolations if it has what is accepted no more
     */
    static PageRequest read(DataInputStream in) throws IOException {
        int pageSize = in.readShort();
        String selector = in.readUTF();
        FieldSelection fields = FieldSelection.parse(in.readUTF());
        TokenSort sort = TokenSort.parse(in.readUTF());
        Timeframe lastUsed = readTimeframe(in);
        ListQuery query = new ListQuery(
                pageSize,
                selector.isEmpty() ? TokenSelector.ALL : TokenSelector.parse(selector),
                fields,
                lastUsed,
                sort);
        return new PageRequest(query, readPosition(in));
    }

    private static void write(@Nullable Timeframe timeframe, DataOutputStream out) throws IOException {
        writeTime(timeframe == null ? null : timeframe.from(), out);
        writeTime(timeframe == null ? null : timeframe.to(), out);
    }

    private static @Nullable Timeframe readTimeframe(DataInputStream in) throws IOException {
        Instant from = readTime(in);
        Instant to = readTime(in);
        return to == null ? null : new Timeframe(from, to);
    }

    private static void writeTime(@Nullable Instant time, DataOutputStream out) throws IOException {
        out.writeBoolean(time != null);
        if (time != null) {
            out.writeLong(time.toEpochMilli());
        }
    }

    private static @Nullable Instant readTime(DataInputStream in) throws IOException {
        return in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null;
    }

    private static void write(Position position, DataOutputStream out) throws IOException {
        out.writeBoolean(position.value() != null);
        if (position.value() != null) {
            out.writeUTF(position.value());
        }
        out.writeLong(position.id());
    }

    private static Position readPosition(DataInputStream in) throws IOException {
        return new Position(in.readBoolean() ? in.readUTF() : null, in.readLong());
    }
}
