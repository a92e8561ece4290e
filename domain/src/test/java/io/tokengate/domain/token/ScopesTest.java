package io.tokengate.domain.token;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScopesTest {
    @Test
    void isSortedWithoutDuplicates() {
        assertThat(Scopes.of("b", "a", "b").names()).containsExactly("a", "b");
        assertThat(Scopes.of("a", "b", "b").names()).containsExactly("a", "b");
        assertThat(Scopes.of("a", "c", "b").names()).containsExactly("a", "b", "c");
        assertThat(Scopes.of("b", "a")).isEqualTo(Scopes.of(List.of("a", "b", "a")));
    }

    @Test
    void keepsNothingOfItsSource() {
        List<String> source = new ArrayList<>(List.of("a"));
        Scopes scopes = Scopes.of(source);
        source.add("b");
        assertThat(scopes.names()).containsExactly("a").isUnmodifiable();
    }

    @Test
    void containsWholeNamesOnly() {
        Scopes scopes = Scopes.of("tokens.read", "tokens.write");
        assertThat(scopes.contains("tokens.read")).isTrue();
        assertThat(scopes.contains("tokens")).isFalse();
        assertThat(scopes.contains("TOKENS.READ")).isFalse();
    }

    @Test
    void containsAllOfNone() {
        Scopes scopes = Scopes.of("a", "b");
        assertThat(scopes.containsAll(Scopes.NONE)).isTrue();
        assertThat(Scopes.NONE.containsAll(Scopes.of(List.of()))).isTrue();
        assertThat(scopes.containsAll(Scopes.of("b", "a"))).isTrue();
        assertThat(scopes.containsAll(Scopes.of("a", "c"))).isFalse();
        assertThat(Scopes.NONE.containsAll(scopes)).isFalse();
    }
}
