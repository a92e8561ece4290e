package io.tokengate.gateway.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** As whom the server runs: PostgreSQL refuses to run as root. */
sealed interface ServerUser {
    /** Nobody in particular; any number that is not root's does. */
    int UNPRIVILEGED = 65534;

    /** The command as that user runs it. */
    List<String> as(List<String> command);

    /** The user that runs the gateway. */
    record Same() implements ServerUser {
        @Override
        public List<String> as(List<String> command) {
            return command;
        }
    }

    /** Root's own files, seen from a user namespace in which nobody is root. */
    record Namespace() implements ServerUser {
        @Override
        public List<String> as(List<String> command) {
            return prefixed(List.of("unshare", "-U"), command);
        }
    }

    /** Another user, whom the data folder is given to. */
    record Unprivileged(int uid) implements ServerUser {
        @Override
        public List<String> as(List<String> command) {
            String id = Integer.toString(uid);
            return prefixed(List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"), command);
        }

        @Override
        public void makeReach(Path folder, Path binaries) {
            Folders.give(folder, uid);
            if (!works(as(List.of(binaries.resolve("bin/postgres").toString(), "--version")))) {
                throw new EmbeddedPostgresException("PostgreSQL does not run as root, and user " + uid
                        + " cannot reach " + binaries
                        + ": set TOKENGATE_DATA_DIR to a folder below one that every user can enter");
            }
        }
    }

    /** Sees to it that this user can work in a data folder; an exception says what to do if it cannot. */
    default void makeReach(Path folder, Path binaries) {}

    /** Finds the first way that works here. */
    static ServerUser choose(boolean root) {
        return choose(root, ServerUser::works);
    }

    static ServerUser choose(boolean root, Predicate<List<String>> works) {
        if (!root) {
            return new Same();
        }
        for (ServerUser user : List.of(new Namespace(), new Unprivileged(UNPRIVILEGED))) {
            if (works.test(user.as(List.of("true")))) {
                return user;
            }
        }
        throw new EmbeddedPostgresException("PostgreSQL does not run as root, and neither a user namespace (unshare -U)"
                + " nor another user (setpriv) is possible here: start tokengate as another user, or set"
                + " TOKENGATE_DATABASE_URL");
    }

    private static boolean works(List<String> command) {
        return Command.run(command, Duration.ofSeconds(10)).well();
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }
}
