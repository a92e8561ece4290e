package io.tokengate.gateway.fuzz;

import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerGrammars;
import io.tokengate.gateway.dialect.dynatrace.DynatraceGrammars;
import io.tokengate.gateway.dialect.kps.KpsGrammars;
import io.tokengate.gateway.dialect.nativeapi.NativeGrammars;
import io.tokengate.gateway.dialect.umaaas.UmaaasGrammars;
import io.tokengate.gateway.http.HttpGrammars;
import io.tokengate.gateway.protocol.ProtocolGrammars;
import io.tokengate.gateway.protocol.extauthz.ExtAuthzGrammars;
import io.tokengate.gateway.protocol.forwardauth.ForwardAuthGrammars;
import io.tokengate.gateway.protocol.introspection.OAuthGrammars;
import io.tokengate.gateway.protocol.tokenreview.TokenReviewGrammars;
import io.tokengate.gateway.protocol.verify.VerifyGrammars;
import io.tokengate.gateway.security.SecurityGrammars;
import java.util.stream.Stream;

/** All there are. */
final class Grammars {
    private Grammars() {}

    static Stream<Grammar> all() {
        return Stream.of(
                        CredentialManagerGrammars.all(),
                        DynatraceGrammars.all(),
                        KpsGrammars.all(),
                        NativeGrammars.all(),
                        UmaaasGrammars.all(),
                        HttpGrammars.all(),
                        SecurityGrammars.all(),
                        ProtocolGrammars.all(),
                        ExtAuthzGrammars.all(),
                        OAuthGrammars.all(),
                        ForwardAuthGrammars.all(),
                        TokenReviewGrammars.all(),
                        VerifyGrammars.all())
                .flatMap(grammars -> grammars);
    }

    static Grammar named(String name) {
        return all().filter(grammar -> grammar.name().equals(name)).findFirst().orElseThrow();
    }
}
