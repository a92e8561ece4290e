package io.tokengate.domain.verify;

import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenSecret;
import java.util.List;

/** The forms of all dialects' tokens: the gate that a presented text passes before anything is looked up. */
public final class TokenFormats {
    private final List<TokenFormat> formats;

    public TokenFormats(List<TokenFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /** What the first dialect that knows the form says; a text that none knows is malformed. */
    public FormatCheck check(TokenSecret presented) {
        String text = presented.reveal();
        for (TokenFormat format : formats) {
            FormatCheck check = format.check(text);
            if (check != FormatCheck.FOREIGN) {
                return check;
            }
        }
        return FormatCheck.MALFORMED;
    }
}
