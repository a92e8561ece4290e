package io.tokengate.gateway.config;

import io.tokengate.gateway.embedded.EmbeddedPostgresException;
import io.tokengate.gateway.setup.StartupException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one line on standard error why the gateway does not start; Boot's own pages are for its developers. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupFailures implements SpringBootExceptionReporter {
    private static final int MAX_DEPTH = 32;

    private final @Nullable ConfigurableApplicationContext context;

    StartupFailures(@Nullable ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** On standard error, since a start can fail before there is a log. */
    @SuppressWarnings("SystemOut")
    static void print(Throwable failure) {
        System.err.println("tokengate: " + describe(failure));
    }

    @Override
    public boolean reportException(Throwable failure) {
        print(failure);
        // With --debug, whoever looks for a fault of ours gets Boot's report too.
        return context == null || !context.getEnvironment().getProperty("debug", Boolean.class, false);
    }

    static String describe(Throwable failure) {
        Throwable cause = failure;
        Throwable root = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            String line = known(cause);
            if (line != null) {
                return line;
            }
            root = cause;
        }
        return firstLine(root) + " (" + root.getClass().getName() + "; --debug shows more)";
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case StartupException e -> firstLine(e);
            case EmbeddedPostgresException e -> firstLine(e);
            case PortInUseException e ->
                "port " + e.getPort() + " is in use: stop what listens there, or set TOKENGATE_PORT or"
                        + " TOKENGATE_MANAGEMENT_PORT to another";
            case BindException e -> "the setting " + e.getName() + " has a value that does not fit";
            default -> null;
        };
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "failed" : message.lines().findFirst().orElse("failed");
    }
}
