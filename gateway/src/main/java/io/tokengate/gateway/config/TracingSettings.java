package io.tokengate.gateway.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Boot's tracing by two settings of ours. Without an endpoint nothing of it is looked at: its configurations are excluded,
 * for left alone they would make a tracer that traces and exports nothing.
 */
final class TracingSettings implements EnvironmentPostProcessor, Ordered {
    private static final String BOOT = "org.springframework.boot.";
    private static final String MICROMETER = BOOT + "micrometer.tracing.autoconfigure.";
    private static final String OPEN_TELEMETRY = BOOT + "micrometer.tracing.opentelemetry.autoconfigure.";

    /** Logs, Zipkin and metrics by OTLP, which nobody wants here, and exemplars, for which there is a way of our own. */
    private static final String NEVER = String.join(
            ",",
            BOOT + "opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
            BOOT + "opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration",
            OPEN_TELEMETRY + "zipkin.ZipkinWithOpenTelemetryTracingAutoConfiguration",
            MICROMETER + "otlp.OtlpExemplarsAutoConfiguration",
            MICROMETER + "prometheus.PrometheusExemplarsAutoConfiguration",
            MICROMETER + "NoopTracerAutoConfiguration");

    private static final String UNLESS_ON = String.join(
            ",",
            NEVER,
            BOOT + "opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
            OPEN_TELEMETRY + "OpenTelemetryTracingAutoConfiguration",
            OPEN_TELEMETRY + "otlp.OtlpTracingAutoConfiguration",
            MICROMETER + "MicrometerTracingAutoConfiguration");

    private static final String EXCLUDED = "spring.autoconfigure.exclude";

    /** Boot would take them before any setting, and some platforms set them in every pod. */
    private static final String OTEL_VARIABLES = "management.opentelemetry.map-environment-variables";

    private static final String EXPORT = "management.opentelemetry.tracing.export.";

    /** After the settings are known to be well-formed. */
    @Override
    public int getOrder() {
        return SettingsCheck.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String endpoint = environment.getProperty(Setting.TRACING_ENDPOINT.property());
        String sampling = environment.getProperty(Setting.TRACING_SAMPLING.property());
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("tokengateTracing", endpoint == null ? off() : on(endpoint, sampling)));
    }

    private static Map<String, Object> off() {
        return Map.of(OTEL_VARIABLES, "false", EXCLUDED, UNLESS_ON, "management.tracing.export.enabled", "false");
    }

    /** A stop waits for the batch that is on its way, and for the last one: twice the time-out of the export, if need be. */
    private static Map<String, Object> on(String endpoint, @Nullable String sampling) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(OTEL_VARIABLES, "false");
        properties.put(EXCLUDED, NEVER);
        properties.put("management.tracing.baggage.enabled", "false");
        properties.put(
                "management.tracing.sampling.probability",
                sampling == null ? Setting.TRACING_SAMPLING.standard() : sampling);
        properties.put("logging.expect-correlation-id", "false");
        properties.put(EXPORT + "schedule-delay", "1s");
        properties.put(EXPORT + "timeout", "2s");
        properties.put(EXPORT + "otlp.endpoint", endpoint);
        properties.put(EXPORT + "otlp.timeout", "2s");
        properties.put(EXPORT + "otlp.connect-timeout", "1s");
        return properties;
    }
}
