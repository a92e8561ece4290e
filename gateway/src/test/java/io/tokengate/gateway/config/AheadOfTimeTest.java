package io.tokengate.gateway.config;

import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Which starts may take the beans that the build prepared; that they do, {@code AheadOfTimeIT} shows. */
class AheadOfTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokengate.database.url",
                "tokengate.tls.certificate",
                "spring.profiles.active",
                "SPRING_PROFILES_ACTIVE",
                "PATH"
            })
    void settingsThatDecideNoBean(String name) {
        assertThat(isPlain(Map.of(name, "1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokengate.tracing.endpoint",
                "tokengate.grpc.port",
                "tokengate.forward.auth.port",
                "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE",
                "SPRING_AUTOCONFIGURE_EXCLUDE",
                "spring.main.lazy-initialization",
                "server.ssl.bundle"
            })
    void settingsThatMayDecideOne(String name) {
        assertThat(isPlain(Map.of(name, "1"))).isFalse();
    }

    @Test
    void buildersOwnSettingsAreRefused() {
        AheadOfTime.requirePlain(with(Map.of("tokengate.database.url", "x")));
        assertThatIllegalStateException()
                .isThrownBy(() -> AheadOfTime.requirePlain(with(Map.of("tokengate.grpc.port", "1"))))
                .withMessageContaining("unset [tokengate.grpc.port]");
    }

    @Test
    void onePortForAll() {
        assertThat(isPlain(Map.of("tokengate.management.port", "8080"))).isFalse();
        assertThat(isPlain(Map.of("tokengate.port", "1", "tokengate.management.port", "1")))
                .isFalse();
        assertThat(isPlain(Map.of("tokengate.port", "0", "tokengate.management.port", "0")))
                .isTrue();
    }

    @Test
    void whatTheApplicationSetsItself() {
        StandardEnvironment environment = with(Map.of());
        MutablePropertySources sources = environment.getPropertySources();
        sources.addLast(new MapPropertySource("tokengateTracing", Map.of("spring.autoconfigure.exclude", "x")));
        sources.addLast(new MapPropertySource(
                "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'",
                Map.of("server.port", "${tokengate.port:8080}")));
        assertThat(AheadOfTime.isPlain(environment)).isTrue();
        sources.addLast(new MapPropertySource(
                "Config resource 'file [application.yaml]' via location 'optional:file:./'",
                Map.of("server.http2.enabled", "true")));
        assertThat(AheadOfTime.isPlain(environment)).isFalse();
    }

    /** Also fails for a condition on anything else. */
    @Test
    void everySettingThatABeanDependsOnIsKnown() {
        Stream<HasAnnotations<?>> conditional = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.tokengate.gateway")
                        .stream()
                        .<HasAnnotations<?>>flatMap(type -> Stream.concat(Stream.of(type), type.getMethods().stream()))
                        .filter(element -> element.isMetaAnnotatedWith(Conditional.class));
        assertThat(conditional.flatMap(element -> Stream.of(
                        element.getAnnotationOfType(ConditionalOnProperty.class).value())))
                .containsExactlyInAnyOrderElementsOf(
                        AheadOfTime.DECISIVE.stream().map(Setting::property).toList());
    }

    private static boolean isPlain(Map<String, Object> given) {
        return AheadOfTime.isPlain(with(given));
    }

    /** Without the variables of whoever runs the test. */
    private static StandardEnvironment with(Map<String, Object> given) {
        return new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                sources.addLast(new MapPropertySource("given", given));
            }
        };
    }
}
