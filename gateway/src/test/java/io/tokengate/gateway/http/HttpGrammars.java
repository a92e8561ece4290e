package io.tokengate.gateway.http;

import io.tokengate.gateway.fuzz.Grammar;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of strangers whatever the dialect. */
public final class HttpGrammars {
    private static final PlainMember TOKEN = new PlainMember("token");
    private static final SealedCursor CURSOR = new SealedCursor(new byte[32], "fuzz 1");

    private HttpGrammars() {}

    record Holder(@Nullable String token) {}

    public static Stream<Grammar> all() {
        return Stream.of(
                Grammar.ofHeader(
                        "http-content-type",
                        text -> Body.isJson(text) ^ Body.isForm(text),
                        "application/json; charset=\"utf-8\"",
                        "application/x-www-form-urlencoded;a=b",
                        "text/x+json"),
                Grammar.ofBytes("http-form", Form::parse, "token=a&token_type_hint=b", "a=%41+")
                        .refusingBy(RequestException.class),
                Grammar.ofText("http-percent", HttpGrammars::percent, "a%20b+c", "%F0%9F%98%80"),
                Grammar.ofHeader("http-target", HttpGrammars::target, "/a/b?c=d&e=%41", "/a b|c%zz?\"<>"),
                Grammar.ofHeader(
                        "http-request-id", text -> RequestId.of(text, () -> "own"), "4bf92f3577b34da6", "a b\tc"),
                Grammar.ofBytes(
                                "http-plain-member",
                                HttpGrammars::member,
                                "{\"token\":\"a.b\"}",
                                "{\"token\": \"a\\u0041\", \"x\": [1, {}]}")
                        .refusingBy(RequestException.class),
                Grammar.ofText("http-cursor", CURSOR::open, CURSOR.seal(new byte[] {1, 2, 3})));
    }

    private static Object percent(String text) {
        return Objects.requireNonNullElse(PercentText.decode(text), "") + PercentText.decodePath(text);
    }

    /** What the server is given in its place is a URI. */
    private static Object target(String text) {
        return URI.create("http://localhost" + LenientUri.repair("/" + text));
    }

    /** Never another value than the whole parser finds, and nothing that it refuses. */
    private static Object member(byte[] body) {
        String quick = TOKEN.read(body);
        Holder whole = Json.read(body, Holder.class);
        if (quick != null) {
            assertThat(whole.token()).isEqualTo(quick);
        }
        return whole;
    }
}
