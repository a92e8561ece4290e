package io.tokengate.gateway.config;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The form of the log by one setting of ours, whatever a profile says; decided before the first line is written. */
final class LogFormat implements EnvironmentPostProcessor, Ordered {
    private static final String BOOTS = "logging.structured.format.console";

    /** After the setting is known to be well-formed. */
    @Override
    public int getOrder() {
        return SettingsCheck.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String format = environment.getProperty(Setting.LOG_FORMAT.property());
        if (format != null) {
            // Boot has no name for the form without structure.
            String structure = format.equals("text") ? "" : format;
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("tokengateLogFormat", Map.of(BOOTS, structure)));
        }
    }
}
