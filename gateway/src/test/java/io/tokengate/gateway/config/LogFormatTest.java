package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LogFormatTest {
    @Test
    void settingComesBeforeWhatTheProfileSays() {
        assertThat(structure("ecs", null)).isEqualTo("ecs");
        assertThat(structure("ecs", "gelf")).isEqualTo("ecs");
        assertThat(structure("text", "ecs")).isEmpty();
    }

    @Test
    void withoutItTheProfileDecides() {
        assertThat(structure(null, "ecs")).isEqualTo("ecs");
        assertThat(structure(null, null)).isNull();
    }

    @Test
    void otherFormsAreRefused() {
        assertThatThrownBy(() -> structure("json", null))
                .isInstanceOf(StartupException.class)
                .hasMessage("TOKENGATE_LOG_FORMAT (tokengate.log.format) must be text or ecs");
    }

    private static @Nullable String structure(@Nullable String setting, @Nullable String profile) {
        StandardEnvironment environment = new StandardEnvironment();
        if (setting != null) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("setting", Map.of("tokengate.log.format", setting)));
        }
        if (profile != null) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("profile", Map.of("logging.structured.format.console", profile)));
        }
        new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
        new LogFormat().postProcessEnvironment(environment, new SpringApplication());
        return environment.getProperty("logging.structured.format.console");
    }
}
