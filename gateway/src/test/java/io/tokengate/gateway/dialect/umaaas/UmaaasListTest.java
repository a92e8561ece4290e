package io.tokengate.gateway.dialect.umaaas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tokengate.gateway.dialect.umaaas.Permission.VIEW;
import static io.tokengate.gateway.dialect.umaaas.UmaaasClient.execute;
import static io.tokengate.gateway.dialect.umaaas.UmaaasClient.invalid;
import static io.tokengate.gateway.dialect.umaaas.UmaaasClient.name;
import static org.assertj.core.api.Assertions.assertThat;

/** Lists: filters, times, limits and pages (docs/dialects/umaaas.md, «List»). */
class UmaaasListTest {
    private final UmaaasClient first = UmaaasClient.first();

    @Test
    void pagesLoseNothingWhileTokensComeAndGo() {
        String name = name();
        List<UmaaasJson.Token> made = create(name, 10);

        UmaaasJson.TokenList one = first.page("?limit=3&name=" + name);
        delete(made.get(0), made.get(2), made.get(4));
        UmaaasJson.TokenList two = first.page("?limit=3&cursor=" + one.nextCursor());
        List<UmaaasJson.Token> later = create(name, 2);
        UmaaasJson.TokenList three = first.page("?limit=3&cursor=" + two.nextCursor());
        UmaaasJson.TokenList four = first.page("?limit=3&cursor=" + three.nextCursor());

        assertThat(ids(one)).isEqualTo(ids(made.subList(0, 3)));
        assertThat(ids(two)).isEqualTo(ids(List.of(made.get(3), made.get(5), made.get(6))));
        assertThat(ids(three)).isEqualTo(ids(made.subList(7, 10)));
        assertThat(ids(four)).isEqualTo(ids(later));
        assertThat(List.of(one.totalCount(), two.totalCount(), three.totalCount(), four.totalCount()))
                .containsExactly(10L, 7L, 9L, 9L);
        assertThat(first.page("?limit=3&cursor=" + two.nextCursor()))
                .as("a cursor can be used again")
                .isEqualTo(three);
    }

    @Test
    void lastTokenOfAPageMayGoBeforeTheNextPageIsAskedFor() {
        String name = name();
        List<UmaaasJson.Token> made = create(name, 4);
        UmaaasJson.TokenList one = first.page("?limit=2&name=" + name);
        delete(made.get(0), made.get(1));
        assertThat(ids(first.page("?cursor=" + one.nextCursor()))).isEqualTo(ids(made.subList(2, 4)));
    }

    @Test
    void nextCursorIsThereOnlyIfThereIsMore() {
        String name = name();
        create(name, 2);
        first.list("?limit=1&name=" + name)
                .expectBody()
                .jsonPath("$.hasMore")
                .isEqualTo(true)
                .jsonPath("$.nextCursor")
                .isNotEmpty();
        first.list("?limit=2&name=" + name)
                .expectBody()
                .jsonPath("$.hasMore")
                .isEqualTo(false)
                .jsonPath("$.nextCursor")
                .doesNotExist()
                .jsonPath("$.totalCount")
                .isEqualTo(2);
        first.list("?name=" + name())
                .expectBody()
                .json("{\"data\": [], \"hasMore\": false, \"totalCount\": 0}")
                .jsonPath("$.nextCursor")
                .doesNotExist();
    }

    @Test
    void cursorCarriesItsFiltersAndTakesEqualOnesBesideIt() {
        String name = name();
        List<UmaaasJson.Token> made = create(name, 5);
        String time = made.getFirst().createdAt();
        UmaaasJson.TokenList one = first.page("?limit=2&name=" + name + "&createdAfter=" + time);
        String cursor = "?cursor=" + one.nextCursor();
        List<String> rest = ids(made.subList(2, 5));

        assertThat(ids(first.page(cursor))).isEqualTo(rest);
        assertThat(ids(first.page(cursor + "&name=" + name))).isEqualTo(rest);
        assertThat(ids(first.page(cursor + "&limit=50&name=" + name + "&createdAfter=" + time)))
                .isEqualTo(rest);
        assertThat(ids(first.page(cursor + "&createdAfter=" + time.replace("Z", "%2B0000"))))
                .as("the same time in another spelling")
                .isEqualTo(rest);
        assertThat(ids(first.page(cursor + "&limit=1"))).isEqualTo(rest.subList(0, 1));
        invalid(first.list(cursor + "&name=" + name()), "name");
        invalid(first.list(cursor + "&createdAfter=2001-01-01T00:00:00Z"), "createdAfter");
        invalid(first.list(cursor + "&createdBefore=2099-01-01T00:00:00Z"), "createdBefore");
        invalid(first.list(cursor + "&updatedAfter=" + time), "updatedAfter");
        invalid(first.list(cursor + "&updatedBefore=2099-01-01T00:00:00Z&name=x"), "updatedBefore", "name");
        assertThat(ids(first.page(cursor + "&unknown=1"))).isEqualTo(rest);
    }

    @Test
    void cursorAlteredOrMadeUpIs400() {
        String name = name();
        create(name, 2);
        String cursor =
                Objects.requireNonNull(first.page("?limit=1&name=" + name).nextCursor());
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        invalid(first.list("?cursor=" + cursor + "A"), "cursor");
        invalid(first.list("?cursor=" + cursor + "%3D"), "cursor");
        invalid(first.list("?cursor=" + cursor.substring(1)), "cursor");
        for (int i = 0; i < cursor.length(); i += 7) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            invalid(first.list("?cursor=" + cursor.substring(0, i) + other + cursor.substring(i + 1)), "cursor");
        }
    }

    @Test
    void createdAtOfATokenAsABoundIncludesIt() {
        String name = name();
        UmaaasJson.Token token = first.create(name, VIEW);
        for (String bound : List.of("createdAfter", "createdBefore", "updatedAfter", "updatedBefore")) {
            String query = "?name=" + name + "&" + bound + "=";
            assertThat(first.page(query + token.createdAt()).totalCount()).isEqualTo(1);
        }
        Instant created = Instant.parse(token.createdAt());
        String between = "?name=" + name + "&createdAfter=" + created + "&createdBefore=" + created + "&updatedAfter="
                + created + "&updatedBefore=" + created;
        assertThat(ids(first.page(between))).containsExactly(token.id());
        assertThat(first.page("?name=" + name + "&createdAfter=" + created.plusMillis(1))
                        .totalCount())
                .isZero();
        assertThat(first.page("?name=" + name + "&createdBefore=" + created.minusMillis(1))
                        .totalCount())
                .isZero();
    }

    /** The token was created at 2020-01-02T03:04:05.678Z and updated an hour later. */
    @ParameterizedTest
    @CsvSource({
        "createdAfter=2020-01-02T03:04:05.678Z, 1",
        "createdAfter=2020-01-02T03:04:05.678000%2B0000, 1",
        "createdAfter=2020-01-02T03:04:05.678001%2B0000, 0",
        "createdAfter=2020-01-02T03:04:05.678000001Z, 0",
        "createdAfter=2020-01-02T03:04:05.677999999Z, 1",
        "createdAfter=2020-01-02T08:34:05.678000%2B0530, 1",
        "createdAfter=2020-01-02T08:34:05.678%2B05:30, 1",
        "createdAfter=2020-01-02T08:34:05.678+05:30, 1",
        "createdAfter=2020-01-02T08:34:05.679+0530, 0",
        "createdAfter=2020-01-01T22:04:05.678000-0500, 1",
        "createdAfter=2020-01-02T03:04:05.678000, 1",
        "createdAfter=2020-01-02T03:04:06, 0",
        "createdAfter=1-01-01T00:00:00.000000, 1",
        "createdAfter=0001-01-01T00:00:00Z, 1",
        "createdAfter=9999-12-31T23:59:59.999999, 0",
        "createdBefore=2020-01-02T03:04:05.678Z, 1",
        "createdBefore=2020-01-02T03:04:05.678999999Z, 1",
        "createdBefore=2020-01-02T03:04:05.677999999Z, 0",
        "createdBefore=2020-01-02T03:04:05, 0",
        "createdBefore=9999-12-31T23:59:59.999999, 1",
        "createdBefore=1-01-01T00:00:00.000000, 0",
        "updatedAfter=2020-01-02T04:04:05.678Z, 1",
        "updatedAfter=2020-01-02T04:04:05.679Z, 0",
        "updatedBefore=2020-01-02T04:04:05.678Z, 1",
        "updatedBefore=2020-01-02T04:04:05.677Z, 0",
        "createdAfter=2020-01-02T03:04:05Z&createdBefore=2020-01-02T03:04:06Z, 1",
        "createdAfter=2020-01-02T03:04:06Z&createdBefore=2020-01-02T03:04:05Z, 0",
        "createdAfter=2020-01-02T03:04:05Z&updatedAfter=2020-01-02T05:00:00Z, 0"
    })
    void timesAreReadInEverySpellingAndBothEndsAreIncluded(String query, int found) {
        String name = name();
        first.create(name, VIEW);
        execute("update token set created_at = '2020-01-02T03:04:05.678Z', updated_at = '2020-01-02T04:04:05.678Z'"
                + " where name = '" + name + "'");
        assertThat(first.page("?name=" + name + "&" + query).totalCount()).isEqualTo(found);
    }

    @Test
    void nameIsTheWholeNameWithItsCaseAndSigns() {
        String name = name() + " b&c+d/é%";
        first.create(name, VIEW);
        String escaped = name.replace("%", "%25")
                .replace(" ", "%20")
                .replace("&", "%26")
                .replace("+", "%2B")
                .replace("é", "%C3%A9");
        assertThat(first.page("?name=" + escaped).totalCount()).isEqualTo(1);
        assertThat(first.page("?name=" + escaped.replace("%20", "+")).totalCount())
                .as("a plus is a space, as forms spell it")
                .isEqualTo(1);
        assertThat(first.page("?name=" + escaped.substring(1)).totalCount()).isZero();
        assertThat(first.page("?name=" + escaped.replace("name", "NAME")).totalCount())
                .isZero();
        assertThat(first.page("?name=%25").totalCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'', 20", "limit=1, 1", "limit=20, 20", "limit=100, 22"})
    void limitIs20UnlessGiven(String limit, int size) {
        String name = name();
        create(name, 22);
        UmaaasJson.TokenList page = first.page("?name=" + name + (limit.isEmpty() ? "" : "&" + limit));
        assertThat(page.data()).hasSize(size);
        assertThat(page.hasMore()).isEqualTo(size < 22);
        assertThat(page.totalCount()).isEqualTo(22);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=101",
                "limit=abc",
                "limit=1.5",
                "limit=",
                "limit",
                "limit=05",
                "limit=%2B5",
                "limit=99999999999999999999",
                "limit=5&limit=5",
                "limit=٢",
                "name=",
                "name",
                "name=%00",
                "name=a&name=a",
                "cursor=",
                "cursor=made-up",
                "cursor=abc%2B/%3D%3D",
                "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "createdAfter=",
                "createdAfter=now",
                "createdAfter=2020-01-02",
                "createdAfter=1577934245678",
                "createdAfter=2020-01-02T03:04Z",
                "createdAfter=2020-02-30T00:00:00Z",
                "createdAfter=2020-01-02T24:00:00Z",
                "createdAfter=2020-01-02T03:04:05.1234567890Z",
                "createdAfter=2020-01-02T03:04:05%2B19:00",
                "createdAfter=2020-01-02T03:04:05%2B1",
                "createdAfter=2020-01-02T03:04:05%20",
                "createdAfter=0000-01-01T00:00:00Z",
                "createdAfter=10000-01-01T00:00:00Z",
                "createdAfter=%2B10000-01-01T00:00:00Z",
                "createdAfter=-0001-01-01T00:00:00Z",
                "createdBefore=9999-12-31T23:59:59.999999-0530",
                "createdBefore=0001-01-01T00:00:00.000000%2B0530",
                "createdBefore=x",
                "updatedAfter=x",
                "updatedBefore=x",
                "updatedBefore=2020-01-02T03:04:05Z&updatedBefore=2020-01-02T03:04:05Z"
            })
    void parameterThatDoesNotFitIs400AndNamed(String query) {
        int end = IntStream.range(0, query.length())
                .filter(i -> query.charAt(i) == '=')
                .findFirst()
                .orElse(query.length());
        String escaped = query.replace("٢", "%D9%A2");
        invalid(first.list("?" + escaped), query.substring(0, end));
    }

    @Test
    void everyParameterThatDoesNotFitIsNamedAtOnce() {
        invalid(
                first.list("?limit=0&name=&cursor=x&createdAfter=x&createdBefore=x&updatedAfter=x&updatedBefore=x"),
                "limit",
                "name",
                "createdAfter",
                "createdBefore",
                "updatedAfter",
                "updatedBefore",
                "cursor");
    }

    private List<UmaaasJson.Token> create(String name, int count) {
        List<UmaaasJson.Token> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(first.create(name, VIEW));
        }
        return made;
    }

    private void delete(UmaaasJson.Token... tokens) {
        for (UmaaasJson.Token token : tokens) {
            first.delete(token.id()).expectStatus().isNoContent();
        }
    }

    private static List<String> ids(UmaaasJson.TokenList page) {
        return ids(page.data());
    }

    private static List<String> ids(List<UmaaasJson.Token> tokens) {
        return tokens.stream().map(UmaaasJson.Token::id).toList();
    }
}
