package io.tokengate.gateway.dialect.umaaas;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date and time of RFC 3339 with the freedoms that clients take (docs/dialects/umaaas.md, «Times»): the offset is
 * {@code Z}, {@code +hh:mm} or {@code +hhmm}, or left out for UTC; a year before 1000 may lack its zeros, which Python
 * leaves out; and a space stands for the plus that it was before somebody put it into a URL as it is.
 */
final class TimestampText {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int YEAR_LENGTH = 4;
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,4})(-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)"
                    + "(Z|[-+ ]\\d\\d:?\\d\\d(?::?\\d\\d)?)?");

    private TimestampText() {}

    /** An instant of the years 1 to 9999, to the nanosecond; empty for any other text and for a time that is none. */
    static Optional<Instant> parse(String text) {
        Matcher parts = FORM.matcher(text);
        try {
            return parts.matches() ? Optional.of(instant(parts)).filter(TimestampText::isInRange) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(Matcher parts) {
        String year = parts.group(1);
        String padded = "0".repeat(YEAR_LENGTH - year.length()) + year;
        return LocalDateTime.parse(padded + parts.group(2)).toInstant(offset(parts.group(3)));
    }

    private static ZoneOffset offset(@Nullable String text) {
        return text == null ? ZoneOffset.UTC : ZoneOffset.of(text.replace(' ', '+'));
    }

    private static boolean isInRange(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }
}
