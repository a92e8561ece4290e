package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Introspections of known and of unknown tokens, beside lookups of the known ones. They take turns. */
final class IntrospectionBenchmark {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int TOKENS = 10_000;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(8);

    private final Path folder;
    private final Wrk wrk;

    IntrospectionBenchmark(Path folder) {
        this.folder = folder;
        this.wrk = new Wrk(folder);
    }

    /** Measures and prints. */
    void run() throws IOException, InterruptedException {
        try (Gateway gateway = Gateway.start(folder)) {
            List<String> tokens = gateway.create(TOKENS);
            List<String> madeUp = new ArrayList<>();
            for (int i = 0; i < TOKENS; i++) {
                madeUp.add(Requests.madeUp(i));
            }
            Path lookups = Requests.lookups(folder.resolve("lookups"), tokens.subList(0, 20), TOKENS, tokens::get);
            Path known = Requests.introspections(folder.resolve("known"), tokens);
            Path unknown = Requests.introspections(folder.resolve("unknown"), madeUp);
            compare(gateway.server(), lookups, known, unknown);
        }
    }

    private void compare(ServerProcess server, Path lookups, Path known, Path unknown)
            throws IOException, InterruptedException {
        wrk.load(server, Gateway.LOOKUP, Load.full(lookups, WARM_UP));
        introspect(server, known, WARM_UP);
        introspect(server, unknown, WARM_UP);
        List<Sample> theirs = new ArrayList<>();
        List<Sample> active = new ArrayList<>();
        List<Sample> inactive = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            theirs.add(wrk.load(server, Gateway.LOOKUP, Load.full(lookups, ROUND)));
            active.add(introspect(server, known, ROUND));
            inactive.add(introspect(server, unknown, ROUND));
        }
        Report report = new Report("warm introspection, %d tokens".formatted(TOKENS));
        report.row("lookup", theirs);
        report.row("introspection, known token", active);
        report.row("introspection, unknown token", inactive);
        report.ratio("known / lookup", active, theirs);
        report.ratio("unknown / lookup", inactive, theirs);
        report.print();
    }

    private Sample introspect(ServerProcess server, Path requests, Duration time)
            throws IOException, InterruptedException {
        return wrk.load(server, Gateway.INTROSPECT, Load.full(requests, time).of(FORM));
    }
}
