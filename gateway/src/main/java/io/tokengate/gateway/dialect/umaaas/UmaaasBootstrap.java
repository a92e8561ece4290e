package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.gateway.dialect.Bootstrap;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.PropertyResolver;

/** The first UMAaaS token, with all permissions: it may create others with any. */
final class UmaaasBootstrap implements Bootstrap {
    private static final String CLIENT_ID = "TOKENGATE_BOOTSTRAP_UMAAAS_CLIENT_ID";
    private static final String CLIENT_SECRET = "TOKENGATE_BOOTSTRAP_UMAAAS_CLIENT_SECRET";

    private final UmaaasTokenFormat format;

    UmaaasBootstrap(UmaaasTokenFormat format) {
        this.format = format;
    }

    @Override
    public DialectName dialect() {
        return UmaaasTokenFormat.DIALECT;
    }

    @Override
    public Scopes scopes() {
        return Permission.ALL;
    }

    @Override
    public TokenFormat format() {
        return format;
    }

    @Override
    public String settings() {
        return CLIENT_ID + " and " + CLIENT_SECRET;
    }

    @Override
    public Optional<Minted> given(PropertyResolver settings) {
        String clientId = settings.getProperty("tokengate.bootstrap.umaaas.client.id");
        String clientSecret = settings.getProperty("tokengate.bootstrap.umaaas.client.secret");
        if (clientId == null && clientSecret == null) {
            return Optional.empty();
        }
        if (clientId == null || clientSecret == null) {
            throw new IllegalArgumentException("one is set without the other: set both or neither");
        }
        return Optional.of(checked(clientId, clientSecret));
    }

    @Override
    public List<String> assignments(Minted generated) {
        ClientCredential credential = ClientCredential.of(generated);
        return List.of(
                "UMAAAS_CLIENT_ID=" + credential.id().clientId(), "UMAAAS_CLIENT_SECRET=" + credential.clientSecret());
    }

    @Override
    public List<String> examples(String address) {
        return List.of("curl -s -u \"$UMAAAS_CLIENT_ID:$UMAAAS_CLIENT_SECRET\" -H 'Content-Type: application/json' "
                + address + UmaaasDialect.BASE + "/tokens -d '{\"name\": \"first\", \"permissions\": [\"VIEW\"]}'");
    }

    private Minted checked(String clientId, String clientSecret) {
        UmaaasTokenId id = UmaaasTokenId.ofClientId(clientId)
                .orElseThrow(() -> new IllegalArgumentException("the client id must be 32 hexadecimal digits"));
        if (!UmaaasTokenFormat.isSecret(clientSecret, 0)) {
            throw new IllegalArgumentException("the client secret must have " + UmaaasTokenFormat.SHORTEST_SECRET
                    + " to " + UmaaasTokenFormat.LONGEST_SECRET + " printable ASCII characters");
        }
        ClientCredential credential = new ClientCredential(id, clientSecret);
        if (format.check(credential.secret().reveal()) == FormatCheck.FORGED) {
            throw new IllegalArgumentException(
                    "the client secret happens to look like a forged one of ours: choose another");
        }
        return credential.minted();
    }
}
