package io.tokengate.gateway.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts and stops the server by {@code pg_ctl}, which puts it into a session of its own: Ctrl-C in a terminal reaches
 * the gateway alone, which stops the server when it is done with it.
 */
final class Postmaster {
    /** Recovery after a kill may take its time. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration STOP = Duration.ofSeconds(30);

    private static final List<String> DURABLE = List.of("fsync=on", "synchronous_commit=on", "full_page_writes=on");
    private static final List<String> FAST = List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

    private final Path cluster;
    private final Path binaries;
    private final ServerUser user;

    Postmaster(Path cluster, Path binaries, ServerUser user) {
        this.cluster = cluster;
        this.binaries = binaries;
        this.user = user;
    }

    /** Starts it and waits until it takes connections. */
    void start(int port, boolean durable) {
        Path log = cluster.resolve("server.log");
        Command.Ended ended = control(
                START,
                "start",
                "--wait",
                "--timeout=" + START.toSeconds(),
                "--log=" + log,
                "--options=" + options(port, durable));
        if (!ended.well()) {
            throw new EmbeddedPostgresException(
                    "the embedded PostgreSQL did not start: " + ended.lastLine() + " (see " + log + ")");
        }
    }

    /** Stops it: at once, but in order; the hard way only if that takes too long. */
    void stop() {
        if (!control(STOP, "stop", "--wait", "--mode=fast", "--timeout=" + STOP.toSeconds())
                .well()) {
            control(STOP, "stop", "--wait", "--mode=immediate");
        }
    }

    private Command.Ended control(Duration limit, String action, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(binaries.resolve("bin/pg_ctl").toString());
        command.add(action);
        command.add("--pgdata=" + cluster);
        command.addAll(List.of(arguments));
        return Command.run(user.as(command), limit.plusSeconds(5));
    }

    private static String options(int port, boolean durable) {
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "max_connections=100",
                "shared_buffers=128MB",
                "log_min_messages=warning",
                "log_statement=none",
                "log_min_error_statement=panic",
                "log_parameter_max_length_on_error=0"));
        settings.addAll(durable ? DURABLE : FAST);
        return "-c " + String.join(" -c ", settings);
    }
}
