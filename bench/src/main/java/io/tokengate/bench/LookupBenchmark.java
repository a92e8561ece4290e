package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lookups of known and of unknown tokens by some callers, and of known ones the ordinary way, beside a server that answers
 * the same bytes without looking anything up. They take turns, so that what the machine does besides hits all.
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

    LookupBenchmark(Path folder) {
        this.folder = folder;
        this.wrk = new Wrk(folder);
    }

    /** Measures and prints. */
    void run() throws IOException, InterruptedException {
        try (Gateway gateway = Gateway.start(folder)) {
            List<String> tokens = gateway.create(TOKENS);
            List<String> callers = tokens.subList(0, CALLERS);
            Path known = Requests.lookups(folder.resolve("known"), callers, TOKENS, tokens::get);
            Path unknown = Requests.lookups(folder.resolve("unknown"), callers, TOKENS, Requests::madeUp);
            try (ServerProcess constant = ConstantServer.start(folder, gateway.lookUp(tokens.getLast()))) {
                compare(gateway.server(), constant, known, unknown);
            }
            revokeElsewhere(gateway, tokens.getLast());
        }
    }

    private void compare(ServerProcess gateway, ServerProcess constant, Path known, Path unknown)
            throws IOException, InterruptedException {
        Load hit = Load.full(known, ROUND);
        Load miss = Load.full(unknown, ROUND).refused();
        load(gateway, Load.full(known, WARM_UP));
        load(gateway, Load.full(unknown, WARM_UP).refused());
        wrk.load(gateway, ORDINARY, Load.full(known, WARM_UP));
        load(constant, Load.full(known, WARM_UP));
        List<Sample> ours = new ArrayList<>();
        List<Sample> refused = new ArrayList<>();
        List<Sample> ordinary = new ArrayList<>();
        List<Sample> theirs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ours.add(load(gateway, hit));
            theirs.add(load(constant, hit));
            refused.add(load(gateway, miss));
            ordinary.add(wrk.load(gateway, ORDINARY, hit));
        }
        Report report = new Report("warm lookup, %d callers, %d tokens".formatted(CALLERS, TOKENS));
        report.row("bare Reactor Netty", theirs);
        report.row("tokengate, known token", ours);
        report.row("tokengate, unknown token", refused);
        report.row("tokengate, the ordinary way", ordinary);
        report.ratio("known / bare Reactor Netty", ours, theirs);
        report.ratio("unknown / known", refused, ours);
        report.ratio("the ordinary way / bare Reactor Netty", ordinary, theirs);
        report.print();
    }

    private Sample load(ServerProcess server, Load load) throws IOException, InterruptedException {
        return wrk.load(server, Gateway.LOOKUP, load);
    }

    /** The token was looked up thousands of times here; now another replica revokes it. */
    @SuppressWarnings("SystemOut")
    private static void revokeElsewhere(Gateway gateway, String token) throws IOException, InterruptedException {
        try (Gateway other = gateway.replica(Map.of())) {
            other.revoke(token);
            long acknowledged = System.nanoTime();
            while (gateway.knows(token)) {
                Thread.onSpinWait();
            }
            System.out.printf(
                    "revoked by another replica: refused %d ms after that was acknowledged%n",
                    Duration.ofNanos(System.nanoTime() - acknowledged).toMillis());
        }
    }
}
