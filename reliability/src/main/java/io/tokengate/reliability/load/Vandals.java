package io.tokengate.reliability.load;

import io.tokengate.reliability.cluster.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that begin requests and hang up: in the middle of what they send, before the answer, or in the middle of it. */
public final class Vandals {
    private static final int AT_ONCE = 32;
    /** One of so many is work for the database or a slow hash, and what it changes is changed though nobody waits. */
    private static final int DEAR = 20;

    private static final int READ_LIMIT_MILLIS = 20_000;

    private final int port;
    private final AtomicInteger left;

    /** What becomes of one connection. */
    private enum End {
        /** Cut within what is sent. */
        MIDDLE,
        /** All of it is sent, and nothing read. */
        UNREAD,
        /** The first bytes of the answer are read. */
        BEGUN
    }

    private Vandals(URI address, int requests) {
        this.port = address.getPort();
        this.left = new AtomicInteger(requests);
    }

    /**
     * Aborts so many requests of all kinds, and returns when it is done.
     *
     * @return how many had a connection
     */
    public static int abort(URI address, int requests) throws InterruptedException {
        Vandals vandals = new Vandals(address, requests);
        AtomicInteger connected = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            threads.add(Thread.ofPlatform().start(() -> vandals.work(connected)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return connected.get();
    }

    private void work(AtomicInteger connected) {
        List<String> cheap = cheap();
        List<String> dear = dear();
        while (left.getAndDecrement() > 0) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            End end = End.values()[random.nextInt(End.values().length)];
            List<String> requests = random.nextInt(DEAR) == 0 ? dear : cheap;
            String request = requests.get(random.nextInt(requests.size()));
            try {
                abort(request, end, random);
                connected.incrementAndGet();
            } catch (IOException e) {
                // It was quicker than we; or it has no room for so many: let it breathe.
                pause();
            }
        }
    }

    private void abort(String request, End end, ThreadLocalRandom random) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // A reset, which leaves no connection behind that the system would keep for a minute.
            socket.setSoLinger(true, 0);
            socket.setSoTimeout(READ_LIMIT_MILLIS);
            int length = end == End.MIDDLE ? random.nextInt(request.length()) : request.length();
            socket.getOutputStream().write(request.substring(0, length).getBytes(StandardCharsets.ISO_8859_1));
            if (end == End.BEGUN) {
                InputStream in = socket.getInputStream();
                int _ = in.read();
            }
        }
    }

    /** What is answered from memory, what nobody knows, and what is no good at all. */
    private static List<String> cheap() {
        String nobody = "{\"token\":\"nobody-knows-" + System.nanoTime() + "\"}";
        return List.of(
                post("/v1/tokens:verify", Credentials.forVerification(), nobody),
                post("/v1/tokens:verify?x=1", Credentials.forVerification(), nobody),
                post("/api/v2/apiTokens/lookup", Credentials.forDynatrace(), nobody),
                get("/livez", "none"),
                get("/no/such/path", "none"),
                "\0\1\2 GET POST \r\n\r\n");
    }

    private static List<String> dear() {
        String batch = "{\"tokens\":[" + "\"x\",".repeat(500) + "\"y\"]}";
        return List.of(
                post("/v1/tokens:batchVerify", Credentials.forVerification(), batch),
                post(
                        "/api/v2/apiTokens",
                        Credentials.forDynatrace(),
                        "{\"name\":\"gone\",\"scopes\":[\"metrics.read\"]}"),
                post("/umaaas/v1/tokens", Credentials.forUmaaas(), "{\"name\":\"gone\",\"permissions\":[\"VIEW\"]}"),
                post("/v1.0/login", "none", "{\"email\":\"nobody@example.org\",\"password\":\"x\"}"),
                get("/api/v2/apiTokens?pageSize=1000", Credentials.forDynatrace()),
                get("/umaaas/v1/tokens", Credentials.forUmaaas()));
    }

    private static String post(String path, String authorization, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + authorization
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String get(String path, String authorization) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + authorization + "\r\n\r\n";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
