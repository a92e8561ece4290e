package io.tokengate.gateway.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connection for requests that no HTTP client would send. */
public final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT = 20_000;

    private final Socket socket;

    public RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT);
    }

    /** Sends text as it is, one byte a character. */
    public RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that comes until the server closes the connection. */
    public String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException e) {
            // Reset: the server closed it with something of ours unread.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** One byte of the answer, to know that it has begun; -1 if there is none. */
    public int readOne() throws IOException {
        InputStream in = socket.getInputStream();
        return in.read();
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
}
