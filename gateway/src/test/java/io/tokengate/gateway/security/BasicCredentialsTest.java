package io.tokengate.gateway.security;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class BasicCredentialsTest {
    /** The examples of RFC 7617, sections 2 and 2.1. */
    @Test
    void readsTheExamplesOfTheStandard() {
        assertThat(BasicCredentials.parse("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="))
                .contains(new BasicCredentials("Aladdin", "open sesame"));
        assertThat(BasicCredentials.parse("Basic dGVzdDoxMjPCow==")).contains(new BasicCredentials("test", "123£"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC ", "bAsIc ", "Basic   "})
    void schemeIsOfAnyCase(String scheme) {
        assertThat(BasicCredentials.parse(scheme + encoded("jane:secret", UTF_8) + " "))
                .contains(new BasicCredentials("jane", "secret"));
    }

    @Test
    void splitsAtTheFirstColon() {
        assertThat(parse("jane:se:cr:et:")).contains(new BasicCredentials("jane", "se:cr:et:"));
        assertThat(parse(":secret")).contains(new BasicCredentials("", "secret"));
        assertThat(parse("jane:")).contains(new BasicCredentials("jane", ""));
        assertThat(parse(":")).contains(new BasicCredentials("", ""));
    }

    @Test
    void readsUtf8() {
        assertThat(parse("jürgen:pässwörd🎉")).contains(new BasicCredentials("jürgen", "pässwörd🎉"));
    }

    @Test
    void refusesWhatIsNoUtf8() {
        assertThat(BasicCredentials.parse("Basic " + encoded("jane:pässwörd", ISO_8859_1)))
                .isEmpty();
        assertThat(BasicCredentials.parse("Basic wIA6eA==")).as("overlong NUL").isEmpty();
    }

    @Test
    void refusesTextWithoutColon() {
        assertThat(parse("jane")).isEmpty();
        assertThat(parse("")).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!!",
                "Basic amFuZTpzZWNyZXQ=!",
                "Basic amFuZTpz ZWNyZXQ=",
                "Basic jane:secret",
                "Basic\tamFuZTpzZWNyZXQ=",
                "BasicamFuZTpzZWNyZXQ=",
                " Basic amFuZTpzZWNyZXQ=",
                "Bearer amFuZTpzZWNyZXQ=",
                "Api-Token amFuZTpzZWNyZXQ=",
                "amFuZTpzZWNyZXQ="
            })
    void refusesOtherHeaders(@Nullable String header) {
        assertThat(BasicCredentials.parse(header)).isEmpty();
    }

    @Test
    void doesNotShowThePassword() {
        assertThat(new BasicCredentials("jane", "secret")).hasToString("BasicCredentials[redacted]");
    }

    private static Optional<BasicCredentials> parse(String text) {
        return BasicCredentials.parse("Basic " + encoded(text, UTF_8));
    }

    private static String encoded(String text, Charset charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(charset));
    }
}
