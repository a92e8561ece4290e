package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.dialect.credentialmanager.ApiClient.Token;
import io.tokengate.gateway.support.RunningGateway;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.TOKENS;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.invalid;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.name;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.token;
import static org.assertj.core.api.Assertions.assertThat;

/** The two forms that a token is created by, and what they must not be. */
class CredentialManagerFormsTest {
    private static final ApiClient ADMIN = ApiClient.admin(RunningGateway.shared());
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data; boundary=xyz";

    private final ApiClient user = ADMIN.newUser();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name=ci+%26+co&owner_id=OWNER&length=40 | ci & co | 40
            length=16&name=%C3%9Cn%C3%AF%E2%9C%93   | Ünï✓    | 16
            name=%E2%9c%93%e2%9C%93abc              | ✓✓abc   | 32
            &&name=abc&&                            | abc     | 32
            name=a=b=c                              | a=b=c   | 32
            unknown=1&unknown=2&name=abc&x          | abc     | 32
            name=Ünï                                | Ünï     | 32
            """)
    void urlEncoded(String form, String name, int length) {
        Token token = token(post(URL_ENCODED, form.replace("OWNER", Long.toString(user.id()))));
        assertThat(token.name()).isEqualTo(name);
        assertThat(token.token()).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL_ENCODED + "; charset=utf-8",
                URL_ENCODED + ";charset=ISO-8859-1",
                "APPLICATION/X-WWW-FORM-URLENCODED"
            })
    void urlEncodedWhateverCharsetIsNamed(String type) {
        assertThat(token(post(type, "name=%C3%9C%C3%9C%C3%9C")).name()).isEqualTo("ÜÜÜ");
    }

    @Test
    void withoutATypeItIsTheUsualForm() {
        assertThat(token(user.send(HttpMethod.POST, TOKENS, null, "name=abc".getBytes(StandardCharsets.UTF_8)))
                        .name())
                .isEqualTo("abc");
    }

    @Test
    void multipart() {
        Token token = token(post(
                MULTIPART,
                part("name", "ci & Ünï=✓ %41+") + part("length", "40") + part("owner_id", Long.toString(user.id()))
                        + part("unknown", "x") + "--xyz--\r\n"));
        assertThat(token.name()).isEqualTo("ci & Ünï=✓ %41+");
        assertThat(token.token()).hasSize(40);
    }

    @Test
    void multipartAsSeveralClientsWriteIt() {
        String quoted = "multipart/form-data; boundary=\"a b'(c)+_,-./:=?d\"";
        String body = "preamble\r\n--a b'(c)+_,-./:=?d\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
                + "Content-Disposition: form-data; name=\"name\"\r\n\r\nquoted Ü\r\n--a b'(c)+_,-./:=?d--\r\nepilogue";
        assertThat(token(post(quoted, body)).name()).isEqualTo("quoted Ü");
        assertThat(token(post(MULTIPART, part("name", "twolines\r\n\r\n--xy") + "--xyz--"))
                        .name())
                .isEqualTo("twolines\r\n\r\n--xy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=%",
                "name=%4",
                "name=%4g",
                "name=%g4",
                "name=%zz",
                "name=abc&%=1",
                "name=abc%+1",
                "name=%FF%FE%FD",
                "%80=1",
                "name=%C3",
                "name=%ED%A0%80abc"
            })
    void brokenUrlEncodingIs422(String form) {
        invalid(post(URL_ENCODED, form), "_schema");
    }

    @ParameterizedTest
    @CsvSource({
        "name=abc&name=abc, name",
        "name=abc&length=20&length=30, length",
        "name=abc&owner_id=1&owner_id=1, owner_id"
    })
    void fieldGivenTwiceIs422(String form, String field) {
        assertThat(ApiClient.failed(post(URL_ENCODED, form), 422))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKey(field);
        String parts = part("name", "abc") + part(field, "20") + part(field, "20") + "--xyz--";
        assertThat(ApiClient.failed(post(MULTIPART, parts), 422))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKey(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "=", "&=&=", "Name=abc", "name", "name="})
    void withoutANameIs422(String form) {
        invalid(post(URL_ENCODED, form), "name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "--xyz",
                "--xyz--",
                "--xyz\r\n",
                "--xyz\r\n\r\n",
                "--xyz\r\n\r\nabc\r\n--xyz--",
                "--xyz\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--xyz--",
                "--xyz\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nabc",
                "--xyz\r\nContent-Disposition: form-data; name=\"name\r\n\r\nabc\r\n--xyz--",
                "--xyz\r\nContent-Disposition: nonsense; \"\r\n\r\nabc\r\n--xyz--",
                "--xyz\r\nContent-Disposition: form-data; name=\"name\"; filename=\"\r\n\r\nabc\r\n--xyz--",
                "--xyz\r\nContent-Disposition\r\n\r\nabc\r\n--xyz--",
                "--xyz\nContent-Disposition: form-data; name=\"name\"\n\nabc\n--xyz--",
                "--other\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nabc\r\n--other--",
                "--xyz\r\nContent-Disposition: form-data; name=\"name\"; filename=\"f\"\r\n\r\nabc\r\n--xyz--",
                "--xyz\r\nContent-Disposition: form-data; name=\"name\"\r\nContent-Type: ;;\r\n\r\nab\r\n--xyz--"
            })
    void brokenMultipartIs422(String body) {
        assertThat(ApiClient.failed(post(MULTIPART, body), 422)).isNotNull();
    }

    @Test
    void hugeAndManyPartsAre422() {
        invalid(post(MULTIPART, part("x", "y").repeat(17) + part("name", "abc") + "--xyz--"), "_schema");
        invalid(post(MULTIPART, part("name", "x".repeat(60_000)) + "--xyz--"), "name");
        invalid(post(MULTIPART, part("name", "x".repeat(70_000)) + "--xyz--"), "_schema");
        String header = "X-Long: " + "x".repeat(20_000);
        invalid(post(MULTIPART, "--xyz\r\n" + header + "\r\n\r\nabc\r\n--xyz--"), "_schema");
        invalid(post(MULTIPART, "--xyz\r\n" + "a: b\r\n".repeat(5_000) + "\r\nabc\r\n--xyz--"), "_schema");
        invalid(post(URL_ENCODED, "name=" + "x".repeat(70_000)), "_schema");
        invalid(post(URL_ENCODED, "&".repeat(60_000)), "name");
        invalid(post(URL_ENCODED, "a&".repeat(30_000)), "name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/mixed; boundary=xyz",
                "application/json",
                "text/plain",
                "nonsense",
                "/",
                "multipart/form-data; boundary=\"xyz",
                "*/*",
                "application/*"
            })
    void otherTypesAndAMissingBoundaryAre422(String type) {
        assertThat(user.statusOf(HttpMethod.POST, TOKENS, type, part("name", "abc") + "--xyz--"))
                .isEqualTo(422);
    }

    @Test
    void unusualBoundariesAreRead() {
        String long70 = "b".repeat(70);
        String body =
                "--" + long70 + "\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nabc\r\n--" + long70 + "--";
        assertThat(token(post("multipart/form-data; boundary=" + long70, body)).name())
                .isEqualTo("abc");
    }

    @Test
    void textThatIsNoUtf8Is422() {
        byte[] body = (part("name", "abcX") + "--xyz--").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == 'X' ? (byte) 0xFF : body[i];
        }
        invalid(user.send(HttpMethod.POST, TOKENS, MULTIPART, body), "_schema");
        invalid(
                user.send(HttpMethod.POST, TOKENS, URL_ENCODED, new byte[] {'n', 'a', 'm', 'e', '=', (byte) 0xFF}),
                "_schema");
    }

    private ResponseSpec post(String type, String body) {
        return user.send(HttpMethod.POST, TOKENS, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String name, String value) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    /** So that each create has a name of its own where it matters. */
    @Test
    void multipartNameThatIsTakenIs409() {
        String taken = name("taken");
        user.create(taken);
        ApiClient.failed(post(MULTIPART, part("name", taken) + "--xyz--"), 409);
    }
}
