package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.Setup;
import io.tokengate.gateway.setup.StartupException;
import java.util.Arrays;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What the process can do instead of serving. */
public final class Commands {
    private static final String RESET_ADMIN = "reset-admin";

    private Commands() {}

    /** Whether the first argument is a command rather than a setting. */
    public static boolean isCommand(String[] arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /**
     * Does it and returns.
     *
     * @throws RuntimeException if there is no such command, or it cannot be done; reported already
     */
    public static void run(String[] arguments) {
        if (!arguments[0].equals(RESET_ADMIN)) {
            reported(() -> {
                throw new StartupException("unknown command " + arguments[0] + ": there is " + RESET_ADMIN);
            });
        }
        resetAdmin(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** Without the application's own class nothing is configured by itself: no server, no pool, no first start. */
    private static void resetAdmin(String[] settings) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        DatabaseConfiguration.class, AccountConfiguration.class, VerificationConfiguration.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .run(settings)) {
            reported(() -> {
                DatabaseCheck.run(context.getBean(DatabaseAccess.class));
                Console.print(context.getBean(Setup.class).resetAdministrator());
            });
        }
    }

    /** What fails while the context is made, Boot has us report; what fails later, nobody else would. */
    private static void reported(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            StartupFailures.print(e);
            throw e;
        }
    }
}
