package io.tokengate.domain.token;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DialectNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "kps", "abcdefghijklmnopqrstuvwxyzabcdef"})
    void isOfLowerCaseLetters(String name) {
        assertThat(new DialectName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Kps", "kps1", "k-s", "kps ", "kps\n", "é", "`", "{", "abcdefghijklmnopqrstuvwxyzabcdefg"})
    void nothingElse(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DialectName(name));
    }
}
