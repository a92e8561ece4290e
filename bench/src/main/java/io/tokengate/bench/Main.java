package io.tokengate.bench;

import java.util.List;

/** Runs the benchmark of a name; {@code docs/performance.md} tells what each is for. */
public final class Main {
    private Main() {}

    /** The first argument names the benchmark. */
    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "lookup" -> new LookupBenchmark().run();
            case ConstantServer.NAME -> ConstantServer.run(Integer.parseInt(args[1]), args[2]);
            default -> throw new IllegalArgumentException("which benchmark? There is " + List.of("lookup"));
        }
    }
}
