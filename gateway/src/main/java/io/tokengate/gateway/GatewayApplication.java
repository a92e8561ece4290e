package io.tokengate.gateway;

import io.tokengate.gateway.config.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Spring application. {@link Main} calls it once the JVM is known to be new enough. */
@SpringBootApplication
public class GatewayApplication {
    /** Starts the application and keeps it running until the process is told to stop, or does a command. */
    public static void main(String[] args) {
        if (Commands.isCommand(args)) {
            Commands.run(args);
        } else {
            SpringApplication.run(GatewayApplication.class, args);
        }
    }
}
