package io.tokengate.gateway.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a cluster's {@code postmaster.pid} tells of the server that wrote it. */
final class PostmasterPid {
    private PostmasterPid() {}

    /**
     * The server that runs on this cluster now. A stale file may name a process that is long gone, or another program
     * that was given the number since; that one is left alone.
     */
    static Optional<ProcessHandle> running(Path cluster) {
        return pid(cluster).flatMap(ProcessHandle::of).filter(process -> isServerOf(process, cluster));
    }

    private static Optional<Long> pid(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.getFirst().strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isServerOf(ProcessHandle process, Path cluster) {
        boolean postgres = process.info()
                .command()
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
        boolean onCluster = process.info().arguments().stream()
                .flatMap(Arrays::stream)
                .anyMatch(argument -> isSame(argument, cluster));
        return process.isAlive() && postgres && onCluster;
    }

    /** Whether an argument names the folder, by whatever links. */
    private static boolean isSame(String argument, Path cluster) {
        try {
            return argument.startsWith("/") && Files.isSameFile(Path.of(argument), cluster);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
