package io.tokengate.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Spring application. {@link Main} calls it once the JVM is known to be new enough. */
@SpringBootApplication
public class GatewayApplication {
    /** Starts the application and keeps it running until the process is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(GatewayApplication.class, args);
    }
}
