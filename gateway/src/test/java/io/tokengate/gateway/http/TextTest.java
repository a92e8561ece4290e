package io.tokengate.gateway.http;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ä", "\u0001", "\uFFFF", "🎉", "🎉🎉", "a🎉b"})
    void isStorable(String text) {
        assertThat(Text.isStorable(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "a\0",
                "\uD83C",
                "\uDF89",
                "a\uD83C",
                "\uD83Ca",
                "\uDF89\uD83C",
                "\uD83C\uD83C\uDF89",
                "🎉\uDF89",
                "🎉\0"
            })
    void isNotStorable(String text) {
        assertThat(Text.isStorable(text)).isFalse();
    }
}
