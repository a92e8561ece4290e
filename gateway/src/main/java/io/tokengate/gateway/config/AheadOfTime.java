package io.tokengate.gateway.config;

import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Takes the beans that the build prepared, where no setting asks for others: docs/adr/0046-beans-prepared-by-the-build.md.
 * {@code -Dspring.aot.enabled=false} never takes them.
 */
final class AheadOfTime implements EnvironmentPostProcessor, Ordered {
    private static final String INITIALIZER = "__ApplicationContextInitializer";

    /** Those on whose presence a bean depends; a rule of {@code AheadOfTimeTest} keeps it so. */
    static final List<Setting> DECISIVE =
            List.of(Setting.TRACING_ENDPOINT, Setting.GRPC_PORT, Setting.FORWARD_AUTH_PORT);

    /** By any of these somebody may have asked the framework for others, and nobody has tried that. */
    private static final List<String> FRAMEWORK = List.of("spring.", "management.", "server.");

    /** Of the framework's, and no bean's condition. */
    private static final List<String> HARMLESS = List.of("spring.profiles.", "spring.application.", "spring.aot.");

    /** Put there by this application, or its {@code application.yaml}, for every start. */
    private static final List<String> OURS = List.of("tokengate", "Config resource 'class path resource");

    /** Once the settings are known to be well-formed. */
    @Override
    public int getOrder() {
        return SettingsCheck.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            requirePlain(environment);
        } else if (SpringProperties.getProperty(AotDetector.AOT_ENABLED) == null
                && isPrepared(application)
                && isPlain(environment)) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        }
    }

    /** What the builder's own settings ask for must not get into the jar. */
    static void requirePlain(ConfigurableEnvironment environment) {
        List<String> asking = asking(environment).toList();
        if (!asking.isEmpty()) {
            throw new IllegalStateException(
                    "the build prepares the beans of a start without settings that ask for others: unset " + asking);
        }
    }

    /** Only in a jar: what lies beside freshly compiled classes may be of an earlier build. A command has other sources. */
    private static boolean isPrepared(SpringApplication application) {
        Class<?> main = application.getMainApplicationClass();
        return main != null && application.getAllSources().equals(Set.of(main)) && isInJar(initializerOf(main));
    }

    private static @Nullable URL initializerOf(Class<?> main) {
        return main.getResource(main.getSimpleName() + INITIALIZER + ".class");
    }

    private static boolean isInJar(@Nullable URL resource) {
        return resource != null && resource.getProtocol().equals("jar");
    }

    /** Whether the beans are those of a start without any setting. */
    static boolean isPlain(ConfigurableEnvironment environment) {
        return asking(environment).findAny().isEmpty();
    }

    /** The settings that ask for other beans, or may do so. */
    private static Stream<String> asking(ConfigurableEnvironment environment) {
        Stream<Setting> ours = Stream.concat(
                DECISIVE.stream().filter(setting -> environment.getProperty(setting.property()) != null),
                hasOnePort(environment) ? Stream.of(Setting.MANAGEMENT_PORT) : Stream.empty());
        Stream<String> frameworks =
                environment.getPropertySources().stream().flatMap(AheadOfTime::namesForTheFramework);
        return Stream.concat(ours.map(setting -> setting.property()), frameworks);
    }

    private static boolean hasOnePort(ConfigurableEnvironment environment) {
        int port = FreePorts.portOf(Setting.PORT, environment);
        return port != 0 && port == FreePorts.portOf(Setting.MANAGEMENT_PORT, environment);
    }

    private static Stream<String> namesForTheFramework(PropertySource<?> source) {
        return source instanceof EnumerablePropertySource<?> enumerable
                        && OURS.stream().noneMatch(source.getName()::startsWith)
                ? names(enumerable).filter(name -> isAny(FRAMEWORK, name) && !isAny(HARMLESS, name))
                : Stream.empty();
    }

    /** As properties, also of variables. */
    private static Stream<String> names(EnumerablePropertySource<?> source) {
        return Arrays.stream(source.getPropertyNames())
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    private static boolean isAny(List<String> prefixes, String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
