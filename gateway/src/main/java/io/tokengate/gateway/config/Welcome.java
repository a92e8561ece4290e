package io.tokengate.gateway.config;

import io.tokengate.gateway.dialect.Bootstrap;
import io.tokengate.gateway.http.LocalAddress;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says where the gateway listens and what to try first, once it serves. */
final class Welcome implements ApplicationListener<ApplicationReadyEvent> {
    private final List<Bootstrap> bootstraps;

    Welcome(List<Bootstrap> bootstraps) {
        this.bootstraps = bootstraps;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        String address = LocalAddress.of(environment);
        String management = "http://localhost:" + environment.getProperty("local.management.port");
        Console.print("");
        Console.print("tokengate serves on " + address + ", health and metrics on " + management + "/actuator");
        Console.print("Try, with the values that the first start printed:");
        bootstraps.stream()
                .flatMap(bootstrap -> bootstrap.examples(address).stream())
                .forEach(example -> Console.print("  " + example));
        Console.print("");
    }
}
