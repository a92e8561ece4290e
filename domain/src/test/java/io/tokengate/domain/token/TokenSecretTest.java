package io.tokengate.domain.token;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenSecretTest {
    private static final TokenSecret SECRET = TokenSecret.of("hunter2");

    @Test
    void isShownOnlyWhenAsked() {
        assertThat(SECRET.reveal()).isEqualTo("hunter2");
        assertThat(SECRET).hasToString("TokenSecret[redacted]");
    }

    @Test
    void staysHiddenInWhatHoldsIt() {
        assertThat(new TokenFormat.Minted("public", SECRET).toString())
                .contains("public")
                .doesNotContain("hunter2");
    }
}
