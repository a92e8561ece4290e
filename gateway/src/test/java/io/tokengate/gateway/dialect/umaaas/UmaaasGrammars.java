package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.gateway.fuzz.FuzzKeys;
import io.tokengate.gateway.fuzz.Grammar;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestException;
import java.time.Instant;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What this dialect reads of strangers. */
public final class UmaaasGrammars {
    private static final UmaaasTokenFormat FORMAT = new UmaaasTokenFormat(new SecretGenerator(), FuzzKeys.checksum());
    private static final ListCursors CURSORS = new ListCursors(new byte[32]);
    private static final ListFilter FILTER =
            new ListFilter("name", Instant.EPOCH, null, Instant.parse("2024-02-29T13:14:15.123Z"), null);

    private UmaaasGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(
                Grammar.ofText(
                        "umaaas-token", FORMAT::check, FORMAT.mint().secret().reveal()),
                Grammar.ofText(
                        "umaaas-time",
                        TimestampText::parse,
                        "2024-02-29",
                        "2024-02-29T13:14:15Z",
                        "2024-02-29T13:14:15.123+01:00",
                        "1709212455123"),
                Grammar.ofText("umaaas-cursor", text -> CURSORS.open(text, 1), CURSORS.seal(place(), 1)),
                Grammar.ofText(
                        "umaaas-id",
                        UmaaasGrammars::id,
                        "0f8fad5b-d9cb-469f-a165-70867728950e",
                        "0f8fad5bd9cb469fa16570867728950e"),
                Grammar.ofBytes(
                                "umaaas-create-json",
                                bytes -> Json.read(bytes, UmaaasJson.TokenCreate.class),
                                "{\"name\":\"a\",\"permissions\":[\"VIEW\"]}",
                                "{\"name\":null,\"permissions\":[null,\"x\"],\"other\":{}}")
                        .refusingBy(RequestException.class));
    }

    private static ListCursors.Place place() {
        return new ListCursors.Place(FILTER, 7);
    }

    /** Of two spellings that are read as ids, none names two tokens. */
    private static Object id(String text) {
        var one = UmaaasTokenId.parse(text);
        var other = UmaaasTokenId.ofClientId(text);
        if (one.isPresent() && other.isPresent()) {
            assertThat(one).isEqualTo(other);
        }
        return one;
    }
}
