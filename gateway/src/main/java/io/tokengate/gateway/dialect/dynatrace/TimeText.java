package io.tokengate.gateway.dialect.dynatrace;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.OFFSET_SECONDS;
import static java.time.temporal.ChronoField.YEAR;

/**
 * The three ways to write a point in time: milliseconds since 1970 ({@code 1611550621123}), a date with a time
 * ({@code 2021-01-25T05:57:01.123+01:00}, UTC without a zone), and relative ({@code now-2h}, {@code now-1y/w}). A
 * relative time is counted and aligned in UTC.
 */
final class TimeText {
    /** No form is longer; the parsers below see nothing that is. */
    private static final int MAX_LENGTH = 40;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-][0-9]{1,9})([mhdwMy]))?(?:/([mhdwMy]))?");
    private static final int SEPARATOR = "yyyy-MM-dd".length();
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .appendValue(YEAR, 4)
            .appendPattern("-MM-dd'T'HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .parseDefaulting(OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private TimeText() {}

    /**
     * Reads any of the forms.
     *
     * @param now what relative times start from
     * @param parameter names the text if it is refused
     * @return an instant of the years 1 to 9999, cut to milliseconds
     * @throws ConstraintViolations if the text has none of the forms, or is a time that does not exist
     */
    static Instant parse(String text, Instant now, Parameter parameter) {
        try {
            Instant time = read(text, now).truncatedTo(ChronoUnit.MILLIS);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Falls through: a time out of range and a text of no known form get the same answer.
        }
        throw parameter.refused(
                Excerpt.of(text)
                        + " is not a time: use UTC milliseconds, 2021-01-25T05:57:01.123+01:00 or now-1d/d (+ is %2B in a URL)");
    }

    private static Instant read(String text, Instant now) {
        if (text.length() > MAX_LENGTH) {
            throw new DateTimeException("Too long");
        }
        if (MILLISECONDS.matcher(text).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        Matcher relative = RELATIVE.matcher(text);
        return relative.matches() ? relative(relative, now) : absolute(text);
    }

    private static Instant relative(Matcher parts, Instant now) {
        LocalDateTime time = LocalDateTime.ofInstant(now, UTC);
        if (parts.group(1) != null) {
            time = unit(parts.group(2)).add(time, Integer.parseInt(parts.group(1)));
        }
        if (parts.group(3) != null) {
            time = unit(parts.group(3)).startOf(time);
        }
        return time.toInstant(UTC);
    }

    private static CalendarUnit unit(String letter) {
        return CalendarUnit.of(letter.charAt(0));
    }

    private static Instant absolute(String text) {
        StringBuilder time = new StringBuilder(text);
        if (time.length() > SEPARATOR && time.charAt(SEPARATOR) == ' ') {
            time.setCharAt(SEPARATOR, 'T');
        }
        return DATE_TIME.parse(time, OffsetDateTime::from).toInstant();
    }
}
