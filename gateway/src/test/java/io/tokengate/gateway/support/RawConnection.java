package io.tokengate.gateway.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** A connection on which a test sends what no decent client would, byte by byte if it likes. */
public final class RawConnection implements AutoCloseable {
    /** Longer than anything that is waited for; not a bound that a test proves. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * What came back.
     *
     * @param headers names in lower case; several of one name joined
     */
    public record Response(String version, int status, Map<String, String> headers, String body) {
        /** The word «absent» without one. */
        public String header(String name) {
            return headers.getOrDefault(name, "absent");
        }
    }

    public RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) LIMIT.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Sends all of it at once, each character one byte. */
    public RawConnection send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    /** Sends each byte in a packet of its own, as far as a client can. */
    public RawConnection sendBytewise(String text) throws IOException {
        for (byte one : text.getBytes(StandardCharsets.ISO_8859_1)) {
            out.write(one);
            out.flush();
        }
        return this;
    }

    /** Reads one response to the end of its body. */
    public Response read() throws IOException {
        Response head = readHead();
        return new Response(
                head.version(), head.status(), head.headers(), head.status() < 200 ? "" : body(head.headers()));
    }

    /** Reads one response without its body, such as one to {@code HEAD}. */
    public Response readHead() throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] pair = line.split(": ?", 2);
            headers.merge(pair[0].toLowerCase(Locale.ROOT), pair[1], (one, other) -> one + ", " + other);
        }
        return new Response(status[0], Integer.parseInt(status[1]), headers, "");
    }

    /** Reads a body that comes in chunks, to its end. */
    public String readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Whether the other side has closed, with nothing more to read. */
    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    /** All that comes until the other side closes, as it is. */
    public String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            // Reset: the server closed it with something of ours unread.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Closes with a reset rather than in order. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String body(Map<String, String> headers) throws IOException {
        assertThat(headers.getOrDefault("transfer-encoding", "none")).isEqualTo("none");
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new String(body, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed after «" + line.toString(StandardCharsets.ISO_8859_1) + "»");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
