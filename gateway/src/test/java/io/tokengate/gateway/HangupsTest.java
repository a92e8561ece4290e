package io.tokengate.gateway;

import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that hang up in the middle: nothing that an operator must be told. */
@ExtendWith(OutputCaptureExtension.class)
class HangupsTest {
    private static final Pattern NOTED = Pattern.compile("[^\\n]*?([0-9a-f]{8}-\\d+) has no client any more");
    /** A query makes a lookup go the ordinary way. */
    private static final List<String> BOTH_WAYS = List.of("", "?x=1");

    private static final String REST = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Api-Token "
            + RunningGateway.DYNATRACE_TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";

    @Test
    void inTheMiddleOfABodyAreNotedForDebuggingOnly(CapturedOutput output) throws IOException {
        Map<String, Object> settings = Map.of("logging.level.io.tokengate", "debug");
        try (RunningGateway gateway =
                RunningGateway.start(PostgresServer.shared().newDatabase(), settings)) {
            // From now on the caller is known, so its request is still there, with its name, when its body is asked
            // for.
            try (RawConnection warm = new RawConnection(gateway.port())) {
                warm.send("POST /api/v2/apiTokens/lookup" + REST + "{}" + " ".repeat(98))
                        .read();
            }
            int hangups = 0;
            for (String query : BOTH_WAYS) {
                String request = "POST /api/v2/apiTokens/lookup" + query + REST + "{\"token\": ";
                try (RawConnection inOrder = new RawConnection(gateway.port())) {
                    inOrder.send(request);
                }
                await(output, ++hangups);
                try (RawConnection connection = new RawConnection(gateway.port())) {
                    connection.send(request).reset();
                }
                await(output, ++hangups);
            }
        }
        assertThat(output.toString()).doesNotContain(" ERROR ", "\"ERROR\"", "\tat ", "stack_trace");
    }

    private static void await(CapturedOutput output, int hangups) {
        Awaitility.await().until(() -> noted(output) == hangups);
    }

    /** How many requests, in either form of the log: another test of this JVM may have left JSON. */
    private static long noted(CapturedOutput output) {
        return NOTED.matcher(output.toString())
                .results()
                .filter(note -> note.group().contains("DEBUG"))
                .map(note -> note.group(1))
                .distinct()
                .count();
    }
}
