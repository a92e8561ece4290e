package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.gateway.dialect.dynatrace.PageRequest.Position;
import io.tokengate.gateway.http.SealedCursor;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tokengate.gateway.dialect.dynatrace.Refusals.refusal;
import static io.tokengate.gateway.dialect.dynatrace.Refusals.refusals;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class PageKeysTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_123L);
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2024-02-29T13:14:15.123456789Z");
    private static final long TENANT = 3;

    private static final ConstraintViolation UNKNOWN =
            new ConstraintViolation("nextPageKey", "Not a key of a next page", ParameterLocation.QUERY);

    private final PageKeys keys = new PageKeys(SECRET);
    private final ListQuery query = query(Map.of("fields", "+scopes", "from", "now-1d", "sort", "name"));
    private final Position last = new Position("Jürgen's token", 42);

    @Test
    void carriesTheQueryAndThePosition() {
        assertThat(keys.open(keys.next(TENANT, query, last), TENANT)).isEqualTo(new PageRequest(query, last));
    }

    @Test
    void carriesPositionWithoutValue() {
        Position never = new Position(null, Long.MAX_VALUE);
        assertThat(keys.open(keys.next(TENANT, query, never), TENANT).after()).isEqualTo(never);
    }

    @Test
    void carriesEveryQuery() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            ListQuery any = anyQuery(random);
            Position position = new Position(random.nextBoolean() ? null : anyText(random, 1_000), random.nextLong());
            long tenant = random.nextLong();
            assertThat(keys.open(keys.next(tenant, any, position), tenant))
                    .as("seed %d, case %d", SEED, i)
                    .isEqualTo(new PageRequest(any, position));
        }
    }

    @Test
    void carriesTheLongestQuery() {
        Position longest = new Position("\uffee".repeat(4_000), -1);
        ListQuery longQuery = query(Map.of("apiTokenSelector", "owner(\"" + "\uffee".repeat(3_991) + "\")"));
        assertThat(keys.open(keys.next(TENANT, longQuery, longest), TENANT))
                .isEqualTo(new PageRequest(longQuery, longest));
    }

    @Test
    void opensOnAnotherReplica() {
        assertThat(new PageKeys(SECRET.clone())
                        .open(keys.next(TENANT, query, last), TENANT)
                        .after())
                .isEqualTo(last);
    }

    /** If this fails, the layout has changed: number the purpose anew, and put in a new key. */
    @Test
    void opensAfterAnUpgrade() {
        ListQuery full = query(Map.of(
                "pageSize", "10000",
                "apiTokenSelector", "owner(\"a\"),personalAccessToken(false),scope(\"b\",\"c\")",
                "fields", "-name",
                "from", "0",
                "to", "1",
                "sort", "-expirationDate"));
        String key = "AAAAAAAAAAMnEAA0b3duZXIoImEiKSxwZXJzb25hbEFjY2Vzc1Rva2VuKGZhbHNlKSxzY29wZSgiYiIs"
                + "ImMiKQAdaWQsZW5hYmxlZCxvd25lcixjcmVhdGlvbkRhdGUADy1leHBpcmF0aW9uRGF0ZQEAAAAAAAAA"
                + "AAEAAAAAAAAAAQAAAAAAAAAAKjr55QiIB-mZdIkRHh6acIo";
        assertThat(keys.open(key, TENANT)).isEqualTo(new PageRequest(full, new Position(null, 42)));
    }

    @Test
    void refusesAnotherTenantsKey() {
        String key = keys.next(TENANT, query, last);
        assertThat(refusal(() -> keys.open(key, TENANT + 1))).isEqualTo(UNKNOWN);
    }

    @Test
    void refusesKeyMadeWithAnotherSecret() {
        String key = new PageKeys(new byte[32]).next(TENANT, query, last);
        assertThat(refusal(() -> keys.open(key, TENANT))).isEqualTo(UNKNOWN);
    }

    @Test
    void refusesEveryFlippedBit() {
        String key = keys.next(TENANT, query, last);
        for (int bit = 0; bit < key.length() * 16; bit++) {
            char[] altered = key.toCharArray();
            altered[bit / 16] ^= (char) (1 << bit % 16);
            assertThat(refusal(() -> keys.open(new String(altered), TENANT)))
                    .as("bit %d", bit)
                    .isEqualTo(UNKNOWN);
        }
    }

    @Test
    void refusesSealedContentThatIsCutShort() {
        SealedCursor cursor = new SealedCursor(SECRET, "dynatrace nextPageKey 1");
        byte[] content = cursor.open(keys.next(TENANT, query, last)).orElseThrow();
        for (int length = 0; length < content.length; length++) {
            byte[] cut = Arrays.copyOf(content, length);
            assertThat(refusals(() -> keys.open(cursor.seal(cut), TENANT))).containsExactly(UNKNOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQAAABQBAAAABQ==", "null", " "})
    void refusesMadeUpKey(String key) {
        assertThat(refusal(() -> request(Map.of("nextPageKey", List.of(key))))).isEqualTo(UNKNOWN);
    }

    @Test
    void startsListWithoutKey() {
        assertThat(request(Map.of())).isEqualTo(new PageRequest(query(Map.of()), null));
    }

    @Test
    void goesOnWithKeyAgainAndAgain() {
        Map<String, List<String>> parameters =
                Map.of("nextPageKey", List.of(keys.next(TENANT, query, last)), "api-token", List.of("x"));
        assertThat(request(parameters)).isEqualTo(new PageRequest(query, last)).isEqualTo(request(parameters));
    }

    @ParameterizedTest
    @CsvSource({"pageSize,200", "apiTokenSelector,x", "fields,name", "from,now", "to,now", "sort,name", "sort,''"})
    void refusesOtherParametersBesideKey(String name, String value) {
        String key = keys.next(TENANT, query, last);
        assertThat(refusal(() -> request(Map.of("nextPageKey", List.of(key), name, List.of(value)))))
                .isEqualTo(new ConstraintViolation(
                        "nextPageKey",
                        "Must stand alone: the key carries the other parameters",
                        ParameterLocation.QUERY));
    }

    @Test
    void refusesTwoKeys() {
        String key = keys.next(TENANT, query, last);
        assertThat(refusal(() -> request(Map.of("nextPageKey", List.of(key, key))))
                        .message())
                .isEqualTo("Must not be given more than once");
    }

    private PageRequest request(Map<String, List<String>> parameters) {
        return PageRequest.parse(new ListParameters(parameters), TENANT, NOW, keys);
    }

    private static ListQuery query(Map<String, String> parameters) {
        Map<String, List<String>> decoded = new HashMap<>();
        parameters.forEach((name, value) -> decoded.put(name, List.of(value)));
        return ListQuery.parse(new ListParameters(decoded), NOW);
    }

    private static ListQuery anyQuery(Random random) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("pageSize", "" + random.nextInt(100, 10_001));
        parameters.put(
                "fields",
                (random.nextBoolean() ? "+" : "-")
                        + any(random, TokenField.values()).jsonName());
        parameters.put(
                "sort",
                (random.nextBoolean() ? "+" : "-")
                        + any(random, SortKey.values()).jsonName());
        if (random.nextBoolean()) {
            parameters.put("from", "now-" + random.nextInt(1, 1_000) + "h");
        }
        if (random.nextBoolean()) {
            parameters.put("to", "now+" + random.nextInt(1_000) + "d");
        }
        if (random.nextBoolean()) {
            parameters.put(
                    "apiTokenSelector",
                    "owner(\"%s\"),personalAccessToken(%s),scope(\"%s\",\"%s\")"
                            .formatted(
                                    anyText(random, 50), random.nextBoolean(), anyText(random, 9), anyText(random, 9)));
        }
        return query(parameters);
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** What the selector takes within quotes. */
    private static String anyText(Random random, int maximum) {
        return random.ints(random.nextInt(maximum), 0x20, 0x2_0000)
                .filter(c -> c != '"' && !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
