package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.gateway.http.SealedCursor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads {@code nextCursor}: text that says nothing to a client, carries the whole filter and where to go on,
 * and is refused if altered or made up. It does not age, and opens on every replica that has the key.
 *
 * <p>Safe for use by several threads.
 */
final class ListCursors {
    /** Names the layout below: whoever changes it gives it a new number. */
    private static final String PURPOSE = "umaaas nextCursor 1";

    private final SealedCursor cursor;

    /**
     * Cursors that all replicas can open.
     *
     * @param key what the replicas share, at least 32 bytes
     */
    ListCursors(byte[] key) {
        this.cursor = new SealedCursor(key, PURPOSE);
    }

    /**
     * Where a page ended.
     *
     * @param filter of the list
     * @param id the key in the store of the last token shown
     */
    record Place(ListFilter filter, long id) {}

    /** The cursor of the page that begins behind a place. */
    String seal(Place place, long tenant) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(content)) {
            out.writeLong(tenant);
            out.writeLong(place.id());
            write(place.filter(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cursor.seal(content.toByteArray());
    }

    /** What {@link #seal} was given for this tenant; empty for any other text. */
    Optional<Place> open(String text, long tenant) {
        return cursor.open(text).flatMap(content -> read(content, tenant));
    }

    private static Optional<Place> read(byte[] content, long tenant) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (in.readLong() != tenant) {
                return Optional.empty();
            }
            long id = in.readLong();
            return Optional.of(new Place(readFilter(in), id));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void write(ListFilter filter, DataOutputStream out) throws IOException {
        out.writeBoolean(filter.name() != null);
        if (filter.name() != null) {
            out.writeUTF(filter.name());
        }
        write(filter.createdAfter(), out);
        write(filter.createdBefore(), out);
        write(filter.updatedAfter(), out);
        write(filter.updatedBefore(), out);
    }

    private static ListFilter readFilter(DataInputStream in) throws IOException {
        String name = in.readBoolean() ? in.readUTF() : null;
        return new ListFilter(name, readTime(in), readTime(in), readTime(in), readTime(in));
    }

    private static void write(@Nullable Instant time, DataOutputStream out) throws IOException {
        out.writeBoolean(time != null);
        if (time != null) {
            out.writeLong(time.toEpochMilli());
        }
    }

    private static @Nullable Instant readTime(DataInputStream in) throws IOException {
        return in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null;
    }
}
