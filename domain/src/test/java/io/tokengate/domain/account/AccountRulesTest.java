package io.tokengate.domain.account;

import io.tokengate.domain.account.AccountException.Invalid;
import java.util.EnumSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AccountRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "0.",
                "jane.doe_1+x-y",
                "Z9",
                "A234567890123456789012345678901234567890123456789012345678901234"
            })
    void usernames(String username) {
        assertThat(AccountRules.username(username)).isEqualTo(username);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                ".ab",
                "_ab",
                "a:b",
                "a@b",
                "a b",
                "ab\n",
                "äb",
                "a\0b",
                "A2345678901234567890123456789012345678901234567890123456789012345"
            })
    void noUsernames(String username) {
        refuses("username", username, () -> AccountRules.username(username));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "jane+doe@example.org", "\"odd\"@example.org"})
    void emails(String email) {
        assertThat(AccountRules.email(email)).isEqualTo(email);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b c", "a@b\n", "ä@b", "a@bä", "a\0@b"})
    void noEmails(String email) {
        refuses("email", email, () -> AccountRules.email(email));
    }

    @Test
    void longestEmail() {
        String longest = "a".repeat(64) + "@" + "b".repeat(189);
        assertThat(AccountRules.email(longest)).hasSize(254);
        refuses("email", longest + "b", () -> AccountRules.email(longest + "b"));
        refuses("email", "a" + longest, () -> AccountRules.email("a" + longest));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 255, 256})
    void passwords(int length) {
        assertThat(AccountRules.password("ü".repeat(length))).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 257})
    void noPasswords(int length) {
        refuses("password", "uuuu", () -> AccountRules.password("u".repeat(length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"twelve chars\uD83C", "\uDF89twelve chars", "twelve\uDF89\uD83Cchars"})
    void halfASurrogatePairIsInNoPassword(String password) {
        refuses("password", password, () -> AccountRules.password(password));
        assertThat(AccountRules.password("twelve chars\uD83C\uDF89")).hasSize(14);
    }

    @Test
    void roles() {
        assertThat(AccountRules.roles(Set.of(Role.USER))).containsExactly(Role.USER);
        refuses("roles", "[]", () -> AccountRules.roles(EnumSet.noneOf(Role.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Bücher & Söhne", "a:b@c/d", "🎉"})
    void tenantNames(String name) {
        assertThat(AccountRules.tenantName(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b", "a\nb", "a\u007Fb", "a\u009Fb", "a\uD800b", "a\uDC00b"})
    void noTenantNames(String name) {
        refuses("name", name, () -> AccountRules.tenantName(name));
    }

    @Test
    void longestTenantName() {
        assertThat(AccountRules.tenantName("n".repeat(200))).hasSize(200);
        refuses("name", "nnnn", () -> AccountRules.tenantName("n".repeat(201)));
    }

    private static void refuses(String field, String value, ThrowingCallable call) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .satisfies(e -> assertThat(value.length() > 3 && e.getMessage().contains(value))
                        .isFalse());
    }
}
