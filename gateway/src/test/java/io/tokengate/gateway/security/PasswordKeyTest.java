package io.tokengate.gateway.security;

import io.tokengate.domain.secret.SecretGenerator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordKeyTest {
    private final PasswordKey key = new PasswordKey(new SecretGenerator());

    @Test
    void samePairHasSameName() {
        assertThat(key.of("password", "hash")).isEqualTo(key.of("password", "hash"));
    }

    @Test
    void otherPairsHaveOtherNames() {
        assertThat(key.of("password", "hash"))
                .isNotEqualTo(key.of("password2", "hash"))
                .isNotEqualTo(key.of("password", "hash2"))
                .isNotEqualTo(key.of("hash", "password"));
        assertThat(key.of("ab", "c")).isNotEqualTo(key.of("b", "ca"));
    }

    @Test
    void namesMeanNothingToOtherProcess() {
        assertThat(new PasswordKey(new SecretGenerator()).of("password", "hash"))
                .isNotEqualTo(key.of("password", "hash"));
    }

    @Test
    void nameHoldsNeither() {
        assertThat(key.of("password", "hash")).hasSize(44).doesNotContain("password", "hash");
    }
}
