package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.gateway.dialect.umaaas.ListCursors.Place;
import io.tokengate.gateway.http.SealedCursor;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListCursorsTest {
    private static final byte[] KEY = new byte[32];
    private static final Instant TIME = Instant.parse("2025-01-02T03:04:05.678Z");
    private static final Instant LATER = TIME.plusMillis(1);

    private final ListCursors cursors = new ListCursors(KEY);

    @Test
    void opensAsItWasSealed() {
        for (ListFilter filter : List.of(
                new ListFilter(null, null, null, null, null),
                new ListFilter("n", TIME, null, null, null),
                new ListFilter("\u0001 ✓ 😀", null, TIME, LATER, null),
                new ListFilter("界".repeat(1_000), TIME, LATER, TIME, LATER))) {
            Place place = new Place(filter, Long.MAX_VALUE);
            assertThat(cursors.open(cursors.seal(place, 7), 7)).contains(place);
            assertThat(new ListCursors(KEY).open(cursors.seal(place, 7), 7))
                    .as("another replica")
                    .contains(place);
        }
    }

    /** With the longest name beside it, as clients repeat it, it must fit the 16 KB of a request line. */
    @Test
    void fitsARequestLineBesideTheNameThatItCarries() {
        String cursor = cursors.seal(new Place(new ListFilter("界".repeat(1_000), TIME, TIME, TIME, TIME), 1), 1);
        int escapedName = 1_000 * "%E7%95%8C".length();
        assertThat(cursor.length() + escapedName).isLessThan(15 * 1024);
    }

    @Test
    void anotherTenantsAnotherKeysOrAnotherListsDoesNotOpen() {
        Place place = new Place(new ListFilter("n", null, null, null, null), 3);
        String cursor = cursors.seal(place, 7);
        byte[] other = new byte[32];
        Arrays.fill(other, (byte) 1);
        assertThat(cursors.open(cursor, 8)).isEmpty();
        assertThat(new ListCursors(other).open(cursor, 7)).isEmpty();
        assertThat(cursors.open(new SealedCursor(KEY, "dynatrace nextPageKey 1").seal(new byte[64]), 0))
                .isEmpty();
        assertThat(cursors.open(new SealedCursor(KEY, "umaaas nextCursor 1").seal(new byte[5]), 0))
                .as("of another layout")
                .isEmpty();
        assertThat(cursors.open("", 7)).isEmpty();
    }
}
