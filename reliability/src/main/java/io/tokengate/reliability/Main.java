package io.tokengate.reliability;

import io.tokengate.reliability.scenario.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Injects faults, all or those that are named; {@code docs/reliability.md} tells what is looked at. */
public final class Main {
    private Main() {}

    /** The first argument says what to do. Ends with 1 if a promise was broken. */
    public static void main(String[] args) throws Exception {
        String command = args.length == 0 ? "" : args[0];
        List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        Path folder = Files.createTempDirectory("tokengate-reliability");
        System.err.println("logs are in " + folder);
        boolean well = switch (command) {
            case "faults" -> new Faults(folder, System.out).run(rest);
            default -> throw new IllegalArgumentException("what? There are faults and soak");
        };
        System.exit(well ? 0 : 1);
    }
}
