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
     * @param application of which only what the command needs is made
     * @throws StartupException if there is no such command, or it cannot be done; reported already
     */
    public static void run(Class<?> application, String[] arguments) {
        try {
            if (!arguments[0].equals(RESET_ADMIN)) {
                throw new StartupException("unknown command " + arguments[0] + ": there is " + RESET_ADMIN);
            }
            resetAdmin(application, Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (StartupException e) {
            StartupFailures.print(e);
            throw e;
        }
    }

    private static void resetAdmin(Class<?> application, String[] settings) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .run(settings)) {
            DatabaseCheck.run(context.getBean(DatabaseAccess.class));
            Console.print(context.getBean(Setup.class).resetAdministrator());
        }
    }
}
