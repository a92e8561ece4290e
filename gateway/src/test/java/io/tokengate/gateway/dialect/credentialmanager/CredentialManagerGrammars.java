package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.gateway.fuzz.Grammar;
import io.tokengate.gateway.http.RequestException;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/** What this dialect reads of strangers. */
public final class CredentialManagerGrammars {
    private static final CredentialManagerTokenFormat FORMAT = new CredentialManagerTokenFormat(new SecretGenerator());
    private static final MediaType MULTIPART = MediaType.parseMediaType("multipart/form-data; boundary=b");

    private CredentialManagerGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(
                Grammar.ofText(
                        "credentialmanager-token",
                        FORMAT::check,
                        FORMAT.mint().secret().reveal()),
                Grammar.ofBytes(
                                "credentialmanager-patch",
                                PatchReader::read,
                                "[{\"op\":\"test\",\"path\":\"/name\",\"value\":\"a\"},{\"op\":\"replace\",\"path\":\"/enabled\",\"value\":true}]",
                                "[{\"op\":\"copy\",\"fromPath\":\"/name\",\"path\":\"/name\"}]")
                        .refusingBy(CredentialManagerException.class)
                        .refusingBy(RequestException.class),
                Grammar.ofBytes(
                                "credentialmanager-form",
                                UrlEncodedForm::parse,
                                "name=a&is_enabled=true&owner_id=1",
                                "name=%C3%A9+b&name=c&x")
                        .refusingBy(CredentialManagerException.class),
                Grammar.ofBytes(
                                "credentialmanager-multipart",
                                bytes -> MultipartForm.parse(MULTIPART, bytes),
                                "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\r\n--b--\r\n",
                                "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\nContent-Type: text/plain\r\n\r\na\r\n--b--")
                        .refusingBy(CredentialManagerException.class),
                Grammar.ofText("credentialmanager-integer", Integers::parse, "1", "9007199254740993", "-3"));
    }
}
