package io.tokengate.reliability;

import io.tokengate.reliability.scenario.Faults;
import io.tokengate.reliability.scenario.Soak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
            case "soak" -> {
                // The change log keeps an hour, and is looked through at the end.
                Duration length = Duration.ofMinutes(option(rest, "--minutes", 30, 50));
                yield new Soak(folder, System.out, length, option(rest, "--rate", 1000, 20_000)).run();
            }
            default -> throw new IllegalArgumentException("what? There are faults and soak");
        };
        System.exit(well ? 0 : 1);
    }

    /** A number behind its name. */
    private static int option(List<String> arguments, String name, int usual, int most) {
        int place = arguments.indexOf(name);
        if (place < 0) {
            return usual;
        }
        int given = Integer.parseInt(arguments.get(place + 1));
        if (given < 1 || given > most) {
            throw new IllegalArgumentException(name + " is a number from 1 to " + most);
        }
        return given;
    }
}
