package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.Schema;
import io.tokengate.gateway.setup.Setup;
import io.tokengate.gateway.setup.StartupException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import reactor.netty.resources.LoopResources;

/** What the process can do instead of serving. */
public final class Commands {
    private static final String RESET_ADMIN = "reset-admin";
    private static final String MIGRATE = "migrate";

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
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (arguments[0]) {
            case RESET_ADMIN -> resetAdmin(settings);
            case MIGRATE -> migrate(settings);
            default ->
                reported(() -> {
                    throw new StartupException(
                            "unknown command " + arguments[0] + ": there are " + RESET_ADMIN + " and " + MIGRATE);
                });
        }
    }

    private static void resetAdmin(String[] settings) {
        try (ConfigurableApplicationContext context = context(settings)) {
            reported(() -> {
                FirstLook.at(context.getBean(DatabaseAccess.class), context.getBean(LoopResources.class));
                Console.print(context.getBean(Setup.class).resetAdministrator());
            });
        }
    }

    /** Schema and first start, and what another role may do with them; a server started by that role does neither. */
    private static void migrate(String[] settings) {
        String always = "--" + Setting.MIGRATE.property() + "=";
        String[] migrating = Stream.concat(
                        Stream.of(settings).filter(setting -> !setting.startsWith(always)), Stream.of(always + true))
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = context(migrating, DialectBootstraps.class)) {
            reported(() -> {
                PreparedDatabase prepared = context.getBean(PreparedDatabase.class);
                String role = context.getEnvironment().getProperty(Setting.DATABASE_GRANT_TO.property());
                // Of the tables of a later release this one does not know which the role may write.
                if (role != null && prepared.schema() == Schema.State.OURS) {
                    context.getBean(Setup.class).grantTo(role);
                }
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

    /** Without the application's own class nothing is configured by itself: no server, no pool, no background work. */
    private static ConfigurableApplicationContext context(String[] settings, Class<?>... further) {
        return new SpringApplicationBuilder(
                        DatabaseConfiguration.class, AccountConfiguration.class, VerificationConfiguration.class)
                .sources(further)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .run(settings);
    }

    /** What the dialects begin with; of their beans nothing else is made, for all are lazy here. */
    @Configuration(proxyBeanMethods = false)
    @ComponentScan("io.tokengate.gateway.dialect")
    static class DialectBootstraps {}
}
