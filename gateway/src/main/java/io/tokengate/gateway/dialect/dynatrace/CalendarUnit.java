package io.tokengate.gateway.dialect.dynatrace;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The units of relative time texts; {@code m} and {@code M} differ. */
enum CalendarUnit {
    MINUTE(ChronoUnit.MINUTES),
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS),
    YEAR(ChronoUnit.YEARS);

    private final ChronoUnit length;

    CalendarUnit(ChronoUnit length) {
        this.length = length;
    }

    static CalendarUnit of(char letter) {
        return switch (letter) {
            case 'm' -> MINUTE;
            case 'h' -> HOUR;
            case 'd' -> DAY;
            case 'w' -> WEEK;
            case 'M' -> MONTH;
            case 'y' -> YEAR;
            default -> throw new IllegalArgumentException("Not a unit");
        };
    }

    /** The time so many units later, or earlier if negative. */
    LocalDateTime add(LocalDateTime time, int amount) {
        return time.plus(amount, length);
    }

    /** The latest start of a unit that is not after the time; weeks start on Monday. */
    LocalDateTime startOf(LocalDateTime time) {
        return switch (this) {
            case MINUTE, HOUR, DAY -> time.truncatedTo(length);
            case WEEK -> midnight(time).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> midnight(time).withDayOfMonth(1);
            case YEAR -> midnight(time).withDayOfYear(1);
        };
    }

    private static LocalDateTime midnight(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.DAYS);
    }
}
