package io.tokengate.gateway;

import java.lang.reflect.InvocationTargetException;

/**
 * The entry point. Compiled for older Java releases than the rest, so that a JVM too old for tokengate can still load
 * it and say in one line what is needed, where it would otherwise end in an {@code UnsupportedClassVersionError}.
 */
public final class Main {
    private static final int MINIMUM = 25;

    private Main() {}

    /**
     * Starts the gateway.
     *
     * @param args settings as {@code --name=value}, or a command such as {@code reset-admin}
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        int present = Runtime.version().feature();
        if (present < MINIMUM) {
            System.err.println("tokengate needs Java " + MINIMUM + " or later, and this is Java " + present + " ("
                    + System.getProperty("java.home") + "): run it with the java of a JDK " + MINIMUM);
            System.exit(1);
        }
        start(args);
    }

    private static void start(String[] args) throws ReflectiveOperationException {
        try {
            Class.forName("io.tokengate.gateway.GatewayApplication")
                    .getDeclaredMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            // Spring Boot has already reported what went wrong.
            System.exit(1);
        }
    }
}
