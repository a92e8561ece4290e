package io.tokengate.domain.support;

import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;

/**
 * Says the same of every text.
 *
 * @param answer what it says
 */
public record FixedFormat(FormatCheck answer) implements TokenFormat {
    @Override
    public DialectName dialect() {
        return Samples.DIALECT;
    }

    @Override
    public Minted mint() {
        throw new AssertionError("mint");
    }

    @Override
    public FormatCheck check(String presented) {
        return answer;
    }
}
