package io.tokengate.gateway.config;

import io.r2dbc.spi.R2dbcException;
import io.tokengate.gateway.setup.StartupException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Why a database cannot be worked with, told in one line that says what to do. */
final class DatabaseRefusal {
    /** The class of SQLSTATE of a host that cannot be reached, or is no primary. */
    private static final String CONNECTION = "08";

    private DatabaseRefusal() {}

    /** Of several hosts that refused, each for its own reason, the one tells more that was reached. */
    static StartupException of(DatabaseAccess access, Throwable failure) {
        String state = Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
                .flatMap(DatabaseRefusal::states)
                .filter(each -> !each.startsWith(CONNECTION))
                .findFirst()
                .orElse(CONNECTION);
        return new StartupException(
                "the database at " + access.where() + " " + sentence(state, root(failure)), failure);
    }

    private static String sentence(String state, Throwable root) {
        return switch (state) {
            case "28P01", "28000" ->
                "refuses the user or its password: check TOKENGATE_DATABASE_USERNAME and"
                        + " TOKENGATE_DATABASE_PASSWORD";
            case "3D000" -> "has no database of that name: create it, or change TOKENGATE_DATABASE_URL";
            case "42501" -> "does not allow it: grant the user of TOKENGATE_DATABASE_USERNAME the database";
            default ->
                "cannot be reached: start it, or change TOKENGATE_DATABASE_URL: its hosts, sslmode, certificates or"
                        + " connect_timeout (" + firstLine(root) + ")";
        };
    }

    private static Stream<String> states(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(R2dbcException.class::isInstance)
                .map(cause -> ((R2dbcException) cause).getSqlState())
                .filter(Objects::nonNull);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof TimeoutException) {
            return "no answer in time";
        }
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse("");
    }
}
