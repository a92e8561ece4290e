package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.dialect.Bootstrap;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.PropertyResolver;

/** The first Dynatrace token: it may create others with any scope. */
final class DynatraceBootstrap implements Bootstrap {
    private final DynatraceTokenFormat format;

    DynatraceBootstrap(DynatraceTokenFormat format) {
        this.format = format;
    }

    @Override
    public DialectName dialect() {
        return DynatraceTokenFormat.DIALECT;
    }

    @Override
    public Scopes scopes() {
        return Scopes.of(DynatraceScopes.READ_TOKENS, DynatraceScopes.WRITE_TOKENS);
    }

    @Override
    public TokenFormat format() {
        return format;
    }

    @Override
    public String settings() {
        return "TOKENGATE_BOOTSTRAP_DYNATRACE_TOKEN";
    }

    @Override
    public Optional<Minted> given(PropertyResolver settings) {
        return Optional.ofNullable(settings.getProperty("tokengate.bootstrap.dynatrace.token"))
                .map(this::checked);
    }

    @Override
    public List<String> assignments(Minted generated) {
        return List.of("DT_TOKEN=" + generated.secret().reveal());
    }

    @Override
    public List<String> examples(String address) {
        String url = address + DynatraceDialect.BASE + "/apiTokens";
        String common = "curl -s -H \"Authorization: Api-Token $DT_TOKEN\" -H 'Content-Type: application/json' ";
        return List.of(
                common + url + " -d '{\"name\": \"first\", \"scopes\": [\"metrics.read\"]}'",
                common + url + "/lookup -d \"{\\\"token\\\": \\\"$DT_TOKEN\\\"}\"");
    }

    private Minted checked(String given) {
        TokenText text = TokenText.parse(given)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be dt0c01. + 24 characters + . + 64 characters, all of A-Z and 2-7"));
        if (format.check(given) == FormatCheck.FORGED) {
            throw new IllegalArgumentException("happens to look like a forged token of ours: choose another");
        }
        return new Minted(text.id().text(), TokenSecret.of(given));
    }
}
