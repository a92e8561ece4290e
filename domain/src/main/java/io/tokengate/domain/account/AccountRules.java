package io.tokengate.domain.account;

import io.tokengate.domain.account.AccountException.Invalid;
import java.util.Set;
import java.util.regex.Pattern;

/** What names, addresses and passwords must be. Pure. */
public final class AccountRules {
    /** No colon, which ends a name in HTTP Basic, and no at sign: a name is never somebody's address. */
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{1,63}");

    private static final Pattern EMAIL = Pattern.compile("[\\x21-\\x3F\\x41-\\x7E]{1,64}@[A-Za-z0-9._-]{1,189}");
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 256;
    private static final int LONGEST_NAME = 200;

    private AccountRules() {}

    /** Two to 64 letters, digits and {@code . _ + -}, the first a letter or digit. */
    public static String username(String username) {
        return require(
                USERNAME.matcher(username).matches(),
                "username",
                username,
                "2 to 64 letters, digits and . _ + -, the first a letter or digit");
    }

    /** An address of printable ASCII with one at sign, 254 characters at most. */
    public static String email(String email) {
        return require(EMAIL.matcher(email).matches(), "email", email, "An address such as name@example.org");
    }

    /** 12 to 256 characters, each of them whole: half a surrogate pair has no bytes that could be hashed. */
    public static String password(String password) {
        boolean fits = password.length() >= SHORTEST_PASSWORD
                && password.length() <= LONGEST_PASSWORD
                && isSpellable(password);
        return require(fits, "password", password, "12 to 256 characters");
    }

    /** Whether a text has no half of a surrogate pair, which UTF-8 cannot spell; no other can be a password. */
    static boolean isSpellable(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    /** At least one. */
    public static Set<Role> roles(Set<Role> roles) {
        return require(!roles.isEmpty(), "roles", roles, "At least one role");
    }

    /** A tenant's name: 1 to 200 characters, none of them a control character. */
    public static String tenantName(String name) {
        boolean fits = !name.isBlank()
                && name.length() <= LONGEST_NAME
                && isSpellable(name)
                && name.codePoints().noneMatch(Character::isISOControl);
        return require(fits, "name", name, "1 to 200 characters, none of them a control character");
    }

    private static <T> T require(boolean fits, String field, T value, String expected) {
        if (!fits) {
            throw new Invalid(field, expected);
        }
        return value;
    }
}
