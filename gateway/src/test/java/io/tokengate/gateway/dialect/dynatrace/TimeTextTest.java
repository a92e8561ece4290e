package io.tokengate.gateway.dialect.dynatrace;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tokengate.gateway.dialect.dynatrace.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

class TimeTextTest {
    /** A Thursday in a leap year. */
    private static final Instant NOW = Instant.parse("2024-02-29T13:14:15.123456789Z");

    @ParameterizedTest
    @CsvSource({
        "0,                             1970-01-01T00:00:00Z",
        "2021,                          1970-01-01T00:00:02.021Z",
        "1611550621123,                 2021-01-25T04:57:01.123Z",
        "0001611550621123,              2021-01-25T04:57:01.123Z",
        "253402300799999,               9999-12-31T23:59:59.999Z",
        "2021-01-25T05:57:01.123+01:00, 2021-01-25T04:57:01.123Z",
        "2021-01-25 05:57:01.123+01:00, 2021-01-25T04:57:01.123Z",
        "2021-01-25T05:57:01.123-05:30, 2021-01-25T11:27:01.123Z",
        "2021-01-25T05:57:01.123Z,      2021-01-25T05:57:01.123Z",
        "2021-01-25T05:57:01.123,       2021-01-25T05:57:01.123Z",
        "2021-01-25T05:57:01,           2021-01-25T05:57:01Z",
        "2021-01-25T05:57:01+01:00,     2021-01-25T04:57:01Z",
        "2021-01-25T05:57,              2021-01-25T05:57:00Z",
        "2021-01-25 05:57,              2021-01-25T05:57:00Z",
        "2021-01-25 05:57Z,             2021-01-25T05:57:00Z",
        "2021-01-25T05:57+01:00,        2021-01-25T04:57:00Z",
        "2021-01-25T05:57:01.1,         2021-01-25T05:57:01.100Z",
        "2021-01-25T05:57:01.123999999, 2021-01-25T05:57:01.123Z",
        "2022-07-01T00:00:00.000,       2022-07-01T00:00:00Z",
        "2022-07-01T00:00:00.000+00:00, 2022-07-01T00:00:00Z",
        "2024-02-29T00:00,              2024-02-29T00:00:00Z",
        "0001-01-01T00:00,              0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.9999,      1969-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59.999999999, 9999-12-31T23:59:59.999Z",
        "now,       2024-02-29T13:14:15.123Z",
        "now-2h,    2024-02-29T11:14:15.123Z",
        "now-1m,    2024-02-29T13:13:15.123Z",
        "now-1M,    2024-01-29T13:14:15.123Z",
        "now-1d,    2024-02-28T13:14:15.123Z",
        "now-1w,    2024-02-22T13:14:15.123Z",
        "now-1y,    2023-02-28T13:14:15.123Z",
        "now+14d,   2024-03-14T13:14:15.123Z",
        "now+30d,   2024-03-30T13:14:15.123Z",
        "now-0d,    2024-02-29T13:14:15.123Z",
        "now-007d,  2024-02-22T13:14:15.123Z",
        "now/m,     2024-02-29T13:14:00Z",
        "now/h,     2024-02-29T13:00:00Z",
        "now/d,     2024-02-29T00:00:00Z",
        "now/w,     2024-02-26T00:00:00Z",
        "now/M,     2024-02-01T00:00:00Z",
        "now/y,     2024-01-01T00:00:00Z",
        "now-1y/w,  2023-02-27T00:00:00Z",
        "now+2d/d,  2024-03-02T00:00:00Z",
        "now-4d/w,  2024-02-19T00:00:00Z",
        "now-3d/w,  2024-02-26T00:00:00Z",
        "now-2023y, 0001-02-28T13:14:15.123Z",
        "now+7975y, 9999-02-28T13:14:15.123Z",
    })
    void reads(String text, Instant expected) {
        assertThat(parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Not quite a form.
                "",
                " ",
                "yesterday",
                "x2021-01-25T05:57",
                "now ",
                " now",
                "NOW",
                "Now",
                "now-",
                "now-d",
                "now-2",
                "now-2s",
                "now-2H",
                "now-2D",
                "now--2d",
                "now+-2d",
                "now 14d",
                "now-2d-3h",
                "now/",
                "now/2d",
                "now/d/d",
                "now/d-2d",
                "now-1.5d",
                "now-2d/",
                "now-٢d",
                "now\0",
                "now-2d\n",
                "-1",
                "+1",
                "1.0",
                "1e3",
                "0x10",
                "٢٠٢١",
                // Dates without a time, times without a date, and other notations.
                "2021-01-25",
                "2021-01-25T",
                "2021-01-25T05",
                "05:57",
                "20210125T0557",
                "2021-W04-1T05:57",
                "2021-025T05:57",
                "2021-1-25T05:57",
                "2021-01-25t05:57",
                "2021-01-25  05:57",
                "2021-01-25_05:57",
                "2021-01-2505:57",
                "2021-01-25T5:57",
                "2021-01-25T05:57:1",
                "2021-01-25T05:57:01.",
                "2021-01-25T05:57:01,5",
                "2021-01-25T05:57.5",
                "2021-01-25T05:57:01.1234567890",
                "2021-01-25T05:57z",
                "2021-01-25T05:57 01:00",
                "2021-01-25T05:57+1",
                "2021-01-25T05:57+0100",
                "2021-01-25T05:57+01",
                "2021-01-25T05:57[Europe/Vienna]",
                "2021-01-25T05:57CET",
                "2021-01-25T05:57Z ",
                "２021-01-25T05:57",
                "2021-01-25T05:57:01.123+01:00:00",
                // No such time.
                "2021-02-29T00:00",
                "2021-13-01T00:00",
                "2021-00-01T00:00",
                "2021-01-00T00:00",
                "2021-01-32T00:00",
                "2021-01-25T24:00",
                "2021-01-25T05:60",
                "2021-01-25T05:57:60",
                "2021-01-25T05:57+18:01",
                "2021-01-25T05:57+01:60",
                "2021-01-25T05:57-99:99",
                // Beyond the years 1 to 9999.
                "0000-12-31T23:59",
                "0001-01-01T00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "+10000-01-01T00:00",
                "10000-01-01T00:00",
                "-0001-01-01T00:00",
                "253402300800000",
                "999999999999999999",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999999999999999999999",
                "now-2024y",
                "now+7976y",
                "now+999999999y",
                "now-999999999y",
                "now+999999999w",
                "now-999999999M",
                "now+999999999d",
                "now+2147483648d",
                "now-9223372036854775808d",
                "now-99999999999999999999d"
            })
    void refuses(String text) {
        ConstraintViolation refusal = refusal(() -> parse(text));
        assertThat(refusal.path()).isEqualTo("from");
        assertThat(refusal.parameterLocation()).isEqualTo(ParameterLocation.QUERY);
    }

    @Test
    void refusesByTheNameOfTheParameter() {
        ConstraintViolation refusal = refusal(() -> TimeText.parse("tomorrow", NOW, Parameter.body("expirationDate")));
        assertThat(refusal.path()).isEqualTo("expirationDate");
        assertThat(refusal.message()).startsWith("'tomorrow' is not a time");
        assertThat(refusal.parameterLocation()).isEqualTo(ParameterLocation.PAYLOAD_BODY);
    }

    @ParameterizedTest
    @CsvSource({"9999-12-31T23:59:59.999Z, now+1m", "0001-01-01T00:00:00Z, now-1m", "9999-12-31T00:00:00Z, now+1y/y"})
    void refusesWhatLeavesTheCalendar(Instant now, String text) {
        refusal(() -> TimeText.parse(text, now, Parameter.query("from")));
    }

    @Test
    void alignsWeekAtTheBeginningOfTheCalendar() {
        Instant first = Instant.parse("0001-01-01T00:00:00Z");
        assertThat(TimeText.parse("now/w", first.plusSeconds(500_000), Parameter.query("from")))
                .isEqualTo(first);
    }

    private static Instant parse(String text) {
        return TimeText.parse(text, NOW, Parameter.query("from"));
    }
}
