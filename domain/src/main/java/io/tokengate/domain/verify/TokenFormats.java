package io.tokengate.domain.verify;

import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenSecret;
import java.util.List;

/**
 * The forms of all dialects' tokens: the gate that a presented text passes before anything is looked up. A text that no
 * form claims may still be a token: an operator may have supplied it, or a dialect's tokens have no form.
 */
public final class TokenFormats {
    /** No token of any dialect has more characters. */
    public static final int LONGEST = 512;

    private static final int SHORTEST = 16;

    private final List<TokenFormat> formats;

    public TokenFormats(List<TokenFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /** What the first dialect that knows the form says; any printable text of sane length is unchecked. */
    public FormatCheck check(TokenSecret presented) {
        String text = presented.reveal();
        for (TokenFormat format : formats) {
            FormatCheck check = format.check(text);
            if (check != FormatCheck.FOREIGN) {
                return check;
            }
        }
        return isPlausible(text) ? FormatCheck.UNCHECKED : FormatCheck.MALFORMED;
    }

    private static boolean isPlausible(String text) {
        return text.length() >= SHORTEST
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
