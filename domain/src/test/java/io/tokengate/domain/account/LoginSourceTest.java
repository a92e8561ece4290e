package io.tokengate.domain.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoginSourceTest {
    @ParameterizedTest
    @CsvSource({
        "198.51.100.7, 198.51.100.7",
        "::ffff:198.51.100.7, 198.51.100.7",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:DB8:1:2::, 2001:0db8:0001:0002::9",
        "fe80::1%eth0, fe80::2"
    })
    void sameSource(String one, String other) {
        assertThat(LoginSource.of(one)).isEqualTo(LoginSource.of(other));
    }

    @ParameterizedTest
    @CsvSource({"198.51.100.7, 198.51.100.8", "2001:db8:1:2::1, 2001:db8:1:3::1", "::1, 127.0.0.1"})
    void otherSource(String one, String other) {
        assertThat(LoginSource.of(one)).isNotEqualTo(LoginSource.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "localhost", "example.org", "1.2.3.4.5", "2001:db8::1::", "x%eth0"})
    void whatIsNoAddressIsUnknownAndNeverLookedUp(String text) {
        assertThat(LoginSource.of(text)).isEqualTo(LoginSource.of(null));
    }

    @Test
    void noSourceIsEmpty() {
        assertThat(LoginSource.of(null).text()).isNotEmpty();
    }
}
