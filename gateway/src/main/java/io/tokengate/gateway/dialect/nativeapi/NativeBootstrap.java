package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.gateway.dialect.Bootstrap;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.PropertyResolver;

/** The first native token, with all native scopes. */
final class NativeBootstrap implements Bootstrap {
    private static final int SHORTEST = 32;
    private static final int LONGEST = 512;

    private final NativeTokenFormat format;

    NativeBootstrap(NativeTokenFormat format) {
        this.format = format;
    }

    @Override
    public DialectName dialect() {
        return NativeTokenFormat.DIALECT;
    }

    @Override
    public Scopes scopes() {
        return NativeScopes.ALL;
    }

    @Override
    public TokenFormat format() {
        return format;
    }

    @Override
    public String settings() {
        return "TOKENGATE_BOOTSTRAP_NATIVE_TOKEN";
    }

    @Override
    public Optional<Minted> given(PropertyResolver settings) {
        return Optional.ofNullable(settings.getProperty("tokengate.bootstrap.native.token"))
                .map(this::checked);
    }

    @Override
    public List<String> assignments(Minted generated) {
        return List.of("TG_TOKEN=" + generated.secret().reveal());
    }

    @Override
    public List<String> examples(String address) {
        return List.of("curl -s -H \"Authorization: Bearer $TG_TOKEN\" " + address + NativeDialect.BASE + "/audit");
    }

    private Minted checked(String given) {
        boolean printable = given.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (given.length() < SHORTEST || given.length() > LONGEST || !printable) {
            throw new IllegalArgumentException(
                    "must have " + SHORTEST + " to " + LONGEST + " printable ASCII characters without spaces");
        }
        FormatCheck check = format.check(given);
        if (check == FormatCheck.MALFORMED || check == FormatCheck.FORGED || given.startsWith("dt0c01.")) {
            throw new IllegalArgumentException("begins like a token made here, and is none: choose another");
        }
        return format.named(given);
    }
}
