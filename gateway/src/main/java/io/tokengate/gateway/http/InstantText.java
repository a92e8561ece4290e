package io.tokengate.gateway.http;

import java.time.Instant;
import java.time.LocalDate;

/**
 * {@link Instant#toString} for the instants that are stored: cut to milliseconds, in the years 0 to 9999. A formatter
 * that takes any instant costs many times as much.
 */
final class InstantText {
    /** Of {@code 2026-11-23T08:15:30.144Z}. */
    static final int MAX_LENGTH = 24;

    private static final long EARLIEST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int NANOS_IN_MILLI = 1_000_000;
    private static final int SECONDS_IN_DAY = 24 * 60 * 60;

    private InstantText() {}

    /** Whether {@link #write} can write it. */
    static boolean isPlain(Instant instant) {
        long second = instant.getEpochSecond();
        return second >= EARLIEST && second <= LATEST && instant.getNano() % NANOS_IN_MILLI == 0;
    }

    /** Writes a plain instant from an index on; the index behind it. */
    static int write(Instant instant, byte[] to, int start) {
        long second = instant.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_IN_DAY));
        int at = twoDigits(date.getYear() / 100, to, start);
        at = twoDigits(date.getYear() % 100, to, at);
        at = twoDigits(date.getMonthValue(), to, sign('-', to, at));
        at = twoDigits(date.getDayOfMonth(), to, sign('-', to, at));
        at = time(Math.floorMod(second, SECONDS_IN_DAY), to, sign('T', to, at));
        at = fraction(instant.getNano() / NANOS_IN_MILLI, to, at);
        return sign('Z', to, at);
    }

    private static int time(int secondOfDay, byte[] to, int start) {
        int at = twoDigits(secondOfDay / 3600, to, start);
        at = twoDigits(secondOfDay / 60 % 60, to, sign(':', to, at));
        return twoDigits(secondOfDay % 60, to, sign(':', to, at));
    }

    /** Nothing for a whole second. */
    private static int fraction(int millis, byte[] to, int start) {
        if (millis == 0) {
            return start;
        }
        int at = sign('.', to, start);
        to[at] = (byte) ('0' + millis / 100);
        return twoDigits(millis % 100, to, at + 1);
    }

    private static int twoDigits(int number, byte[] to, int at) {
        to[at] = (byte) ('0' + number / 10);
        to[at + 1] = (byte) ('0' + number % 10);
        return at + 2;
    }

    private static int sign(char sign, byte[] to, int at) {
        to[at] = (byte) sign;
        return at + 1;
    }
}
