package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TracingSettingsTest {
    private static final String ENDPOINT = "tokengate.tracing.endpoint";
    private static final String SAMPLING = "tokengate.tracing.sampling";
    private static final String PROBABILITY = "management.tracing.sampling.probability";
    private static final String COLLECTOR = "http://collector:4318/v1/traces";

    @Test
    void oneInAHundredIsTracedIfNothingElseIsSaid() {
        assertThat(of(Map.of(ENDPOINT, COLLECTOR)).getProperty(PROBABILITY)).isEqualTo("0.01");
        assertThat(of(Map.of(ENDPOINT, COLLECTOR, SAMPLING, "0.5")).getProperty(PROBABILITY))
                .isEqualTo("0.5");
    }

    @Test
    void withoutAnEndpointAllOfItIsExcludedWhateverElseIsSet() {
        StandardEnvironment off =
                of(Map.of(SAMPLING, "1", "management.opentelemetry.tracing.export.otlp.endpoint", COLLECTOR));
        assertThat(off.getProperty("spring.autoconfigure.exclude", String[].class))
                .hasSize(10)
                .allSatisfy(
                        name -> assertThat(Class.forName(name).getSimpleName()).endsWith("AutoConfiguration"));
        assertThat(off.getProperty("management.opentelemetry.map-environment-variables"))
                .isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector:4318",
                "ftp://collector/",
                "http://",
                "http://name:password@collector/",
                "http://collector/v1/traces?key=secret",
                "http://collector/ "
            })
    void otherAddressesAreRefused(String endpoint) {
        refused(Map.of(ENDPOINT, endpoint), "TOKENGATE_TRACING_ENDPOINT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "-1", "1.1", ".5", "0,5", "1e-3", "50%"})
    void otherSharesAreRefused(String sampling) {
        refused(Map.of(ENDPOINT, COLLECTOR, SAMPLING, sampling), "TOKENGATE_TRACING_SAMPLING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "0.0", "1.0", "0.001"})
    void sharesPass(String sampling) {
        assertThat(of(Map.of(ENDPOINT, COLLECTOR, SAMPLING, sampling)).getProperty(PROBABILITY))
                .isEqualTo(sampling);
    }

    private static void refused(Map<String, Object> settings, String setting) {
        assertThatThrownBy(() -> of(settings))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith(setting);
    }

    private static StandardEnvironment of(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("settings", settings));
        new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
        new TracingSettings().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
