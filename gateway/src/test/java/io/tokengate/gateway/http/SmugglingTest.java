package io.tokengate.gateway.http;

import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests whose end a proxy in front could see elsewhere (RFC 9112, section 11.2). Behind each of them stands what such a
 * proxy would take for its body: it must never be answered as a request of its own.
 */
class SmugglingTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    /** A lean route, an ordinary one, and one of another dialect. */
    private static final List<String> PATHS =
            List.of("/api/v2/apiTokens/lookup", "/api/v2/apiTokens/lookup?x=1", "/v1/users");

    /** Found by its answer: 200, where the others are refused. */
    private static final String HIDDEN = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding:\u000bchunked",
                "Transfer-Encoding: \"chunked\"",
                "X: y\r\n Transfer-Encoding: chunked",
                "Transfer-Encoding:\r\n chunked",
                "Content-Length: 5\r\nContent-Length: 0",
                "Content-Length: 5, 5",
                "Content-Length: +5",
                "Content-Length: 0x5",
                "Content-Length: 5 5",
                "Content-Length: 99999999999999999999",
                "Content-Length : 5",
                "\u0000Content-Length: 5",
                "Content-Length\u0000: 5"
            })
    void bodyOfDoubtfulLengthEndsTheConnection(String headers) throws IOException {
        onlyRefused(headers + "\r\n\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x0\r\n\r\n",
                "+0\r\n\r\n",
                "-1\r\n\r\n",
                "0 x\r\n\r\n",
                "100000000\r\n\r\n",
                "FFFFFFFFFFFFFFFF\r\n\r\n",
                "1\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}0\r\n\r\n",
                "\r\n\r\n",
                "zz\r\n\r\n",
                "2\n{}\n0\n\n"
            })
    void chunksThatAreNoneEndTheConnection(String chunks) throws IOException {
        onlyRefused("Transfer-Encoding: chunked\r\n\r\n" + chunks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n",
                "GET /livez HTTP/1.1\r\n\r\n",
                "GET /livez HTTP/1.1\rHost: localhost\r\r",
                "GET /livez HTTP/1.1\r\nHost: localhost\r\nX\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n",
                "GET /livez HTTP/1.10\r\nHost: localhost\r\n\r\n",
                "G\u0000ET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void headsThatOthersReadOtherwise(String head) throws IOException {
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            String answer = connection.send(head + HIDDEN).readToEnd();
            assertThat(answer).as(head).doesNotContain("HTTP/1.1 200");
        }
    }

    /** HTTP/1.0 knows no hosts, and ends its connections anyway. */
    @Test
    void olderClientNeedsNoHost() throws IOException {
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            assertThat(connection.send("GET /livez HTTP/1.0\r\n\r\n").readToEnd())
                    .startsWith("HTTP/1.0 200");
        }
    }

    private static void onlyRefused(String end) throws IOException {
        for (String path : PATHS) {
            String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + end
                    + HIDDEN + HIDDEN;
            try (RawConnection connection = new RawConnection(GATEWAY.port())) {
                String answer = connection.send(request).readToEnd();
                Matcher status = STATUS.matcher(answer);
                assertThat(status.find()).as(path + ": it is answered").isTrue();
                assertThat(status.group(1)).as(answer).startsWith("4");
                assertThat(answer).as(path).doesNotContain("HTTP/1.1 200");
            }
        }
    }
}
