package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lookups of known tokens by some callers, on the lean path and the ordinary way, beside a server that answers the same
 * bytes without looking anything up. They take turns, so that what the machine does besides hits all.
 */
final class LookupBenchmark {
    /** A query makes a lookup go through the framework's stack. */
    private static final String ORDINARY = Gateway.LOOKUP + "?x=1";

    private static final int CALLERS = 20;
    private static final int TOKENS = 10_000;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(8);

    private final Path folder;
    private final Wrk wrk;

    LookupBenchmark() throws IOException {
        folder = Files.createTempDirectory("tokengate-bench");
        wrk = new Wrk(folder);
    }

    /** Measures and prints. */
    void run() throws IOException, InterruptedException {
        try (Gateway gateway = Gateway.start(folder)) {
            List<String> tokens = gateway.create(TOKENS);
            Path requests = requests(tokens);
            try (ServerProcess constant = constantServer(gateway.lookUp(tokens.getLast()))) {
                compare(gateway.server(), constant, requests);
            }
        }
    }

    private void compare(ServerProcess gateway, ServerProcess constant, Path requests)
            throws IOException, InterruptedException {
        wrk.load(gateway, Gateway.LOOKUP, requests, WARM_UP, false);
        wrk.load(gateway, ORDINARY, requests, WARM_UP, false);
        wrk.load(constant, Gateway.LOOKUP, requests, WARM_UP, false);
        List<Sample> ours = new ArrayList<>();
        List<Sample> ordinary = new ArrayList<>();
        List<Sample> theirs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ours.add(wrk.load(gateway, Gateway.LOOKUP, requests, ROUND, false));
            ordinary.add(wrk.load(gateway, ORDINARY, requests, ROUND, false));
            theirs.add(wrk.load(constant, Gateway.LOOKUP, requests, ROUND, false));
        }
        Report report = new Report("warm lookup, %d callers, %d tokens".formatted(CALLERS, TOKENS));
        report.row("bare Reactor Netty", theirs);
        report.row("tokengate", ours);
        report.row("tokengate, the ordinary way", ordinary);
        report.ratio("tokengate / bare Reactor Netty", ours, theirs);
        report.ratio("the ordinary way / bare Reactor Netty", ordinary, theirs);
        report.print();
    }

    private ServerProcess constantServer(String answer) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        List<String> program = List.of(
                "-jar",
                Path.of("bench", "target", "bench.jar").toString(),
                ConstantServer.NAME,
                Integer.toString(port),
                answer);
        return ServerProcess.start("constant", port, program, Map.of(), folder.resolve("constant.log"));
    }

    private Path requests(List<String> tokens) throws IOException {
        Path file = folder.resolve("requests");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            lines.add(Gateway.authorization(tokens.get(i % CALLERS)) + "\t" + Gateway.body(tokens.get(i)));
        }
        return Files.write(file, lines);
    }
}
