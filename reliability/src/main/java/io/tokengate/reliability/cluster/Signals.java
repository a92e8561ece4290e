package io.tokengate.reliability.cluster;

import java.io.IOException;

/** What the system can do to a process. */
final class Signals {
    private Signals() {}

    /** Ends it at once. */
    static void kill(long pid) throws IOException, InterruptedException {
        send("KILL", pid);
    }

    /** Stands it still. */
    static void stop(long pid) throws IOException, InterruptedException {
        send("STOP", pid);
    }

    /** Lets it go on. */
    static void goOn(long pid) throws IOException, InterruptedException {
        send("CONT", pid);
    }

    private static void send(String signal, long pid) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + signal + " " + pid + " ended with " + status);
        }
    }
}
