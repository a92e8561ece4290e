package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.gateway.dialect.dynatrace.PageRequest.Position;
import io.tokengate.gateway.http.SealedCursor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Makes and reads {@code nextPageKey}: text that says nothing to a client, carries the whole query and where to go on,
 * and is refused if altered or made up. It does not age, and opens on every replica that has the key.
 *
 * <p>Safe for use by several threads.
 */
final class PageKeys {
    /** Names the layout that {@link PageKeyCodec} writes: a key of any other layout does not open. */
    private static final String PURPOSE = "dynatrace nextPageKey 1";

    private static final Parameter PARAMETER = Parameter.query(ListParameters.NEXT_PAGE_KEY);

    private final SealedCursor cursor;

    /**
     * Keys that all replicas can open.
     *
     * @param key what the replicas share, at least 32 bytes
     */
    PageKeys(byte[] key) {
        this.cursor = new SealedCursor(key, PURPOSE);
    }

    /** The key of the page that comes after a token. */
    String next(long tenant, ListQuery query, Position last) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(content)) {
            out.writeLong(tenant);
            PageKeyCodec.write(query, last, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cursor.seal(content.toByteArray());
    }

    /**
     * Reads a key.
     *
     * @throws ConstraintViolations if it was not made by {@link #next} for this tenant, on {@code nextPageKey}
     */
    PageRequest open(String key, long tenant) {
        byte[] content = cursor.open(key).orElseThrow(PageKeys::unknown);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (in.readLong() != tenant) {
                throw unknown();
            }
            return PageKeyCodec.read(in);
        } catch (IOException e) {
            throw unknown();
        }
    }

    private static ConstraintViolations unknown() {
        return PARAMETER.refused("Not a key of a next page");
    }
}
