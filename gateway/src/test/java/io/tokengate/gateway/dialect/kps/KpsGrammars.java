package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.gateway.fuzz.FuzzKeys;
import io.tokengate.gateway.fuzz.Grammar;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestException;
import java.util.stream.Stream;

/** What this dialect reads of strangers. */
public final class KpsGrammars {
    private static final KpsTokenFormat FORMAT = new KpsTokenFormat(new SecretGenerator(), FuzzKeys.checksum());

    private KpsGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(
                Grammar.ofText(
                        "kps-token", FORMAT::check, FORMAT.mint().secret().reveal()),
                Grammar.ofText("kps-id", text -> KpsTokenId.parse(1, text), "0f8fad5b-d9cb-469f-a165-70867728950e"),
                Grammar.ofBytes(
                                "kps-login-json",
                                bytes -> KpsInput.credential(Json.read(bytes, KpsJson.Credential.class)),
                                "{\"email\":\"a@example.org\",\"password\":\"b\"}",
                                "{\"email\":[1],\"password\":{\"a\":null}}")
                        .refusingBy(KpsException.class)
                        .refusingBy(RequestException.class),
                Grammar.ofBytes(
                                "kps-update-json",
                                bytes -> KpsInput.update(Json.read(bytes, KpsJson.Update.class)),
                                "{\"active\":true,\"userId\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}")
                        .refusingBy(KpsException.class)
                        .refusingBy(RequestException.class));
    }
}
