package io.tokengate.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the benchmark of a name; {@code docs/performance.md} tells what each is for. */
public final class Main {
    private Main() {}

    /** The first argument names the benchmark. */
    public static void main(String[] args) throws Exception {
        String name = args.length == 0 ? "" : args[0];
        if (name.equals(ConstantServer.NAME)) {
            ConstantServer.run(Integer.parseInt(args[1]), args[2]);
            return;
        }
        Path folder = Files.createTempDirectory("tokengate-bench");
        switch (name) {
            case "lookup" -> new LookupBenchmark(folder).run();
            case "cold" -> new ColdBenchmark(folder).run();
            case "flood" -> new FloodBenchmark(folder).run();
            case "revocation" -> new RevocationBenchmark(folder).run();
            case "batch" -> new BatchBenchmark(folder).run();
            case "heap" -> new HeapBenchmark(folder).run();
            case "logins" -> new LoginBenchmark(folder).run();
            case "start" -> new StartBenchmark(folder).run();
            case "warmup" -> new WarmUpBenchmark(folder).run();
            case "panels" -> new PanelsProof(folder, Path.of(args[1])).run();
            case "introspect" -> new IntrospectionBenchmark(folder).run();
            default ->
                throw new IllegalArgumentException(
                        "which benchmark? There are lookup, cold, flood, revocation, batch, heap, introspect, logins, start and warmup; and panels");
        }
    }
}
