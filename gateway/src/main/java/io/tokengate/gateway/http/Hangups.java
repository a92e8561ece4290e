package io.tokengate.gateway.http;

import java.net.SocketException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Failures by which a client is gone, or has its answer already: nobody's fault here and nobody's to be told. */
final class Hangups {
    /** How the server refuses a second answer, after it answered broken framing by itself. */
    private static final String ANSWERED = "Status and headers already sent";

    private Hangups() {}

    static boolean isOne(Throwable failure) {
        return isReset(failure)
                || DisconnectedClientHelper.isClientDisconnectedException(failure)
                || (failure instanceof IllegalStateException && ANSWERED.equals(failure.getMessage()));
    }

    /** In the words of Java's own sockets, which the framework does not know. */
    private static boolean isReset(Throwable failure) {
        return failure instanceof SocketException && "Connection reset".equals(failure.getMessage());
    }
}
