package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsCheckTest {
    @TempDir
    Path folder;

    @Test
    void fileGivesTheValueWithoutItsLastNewline() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from a file \n");
        ConfigurableEnvironment environment = checked(Map.of("TOKENGATE_DATABASE_PASSWORD_FILE", file.toString()));
        assertThat(environment.getProperty("tokengate.database.password")).isEqualTo("from a file ");
    }

    @Test
    void fileThatCannotBeReadIsNamed() {
        refused(
                Map.of("TOKENGATE_ADMIN_PASSWORD_FILE", "/no/such/file"),
                "TOKENGATE_ADMIN_PASSWORD_FILE",
                "/no/such/file");
    }

    @Test
    void hugeFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("huge"), "x".repeat(70_000));
        refused(Map.of("TOKENGATE_ADMIN_PASSWORD_FILE", file.toString()), "more than");
    }

    @Test
    void valueAndFileTogetherAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "x");
        refused(
                Map.of("TOKENGATE_ADMIN_PASSWORD", "y", "TOKENGATE_ADMIN_PASSWORD_FILE", file.toString()),
                "both TOKENGATE_ADMIN_PASSWORD and TOKENGATE_ADMIN_PASSWORD_FILE");
    }

    @Test
    void unknownVariableIsRefusedWithASuggestion() {
        refused(
                Map.of("TOKENGATE_DATABSE_URL", "x"),
                "unknown setting TOKENGATE_DATABSE_URL",
                "TOKENGATE_DATABASE_URL");
        refused(Map.of("TOKENGATE_NO_SUCH_THING_FILE", "x"), "unknown setting TOKENGATE_NO_SUCH_THING_FILE");
    }

    @Test
    void unknownPropertyIsRefusedWithASuggestion() {
        ConfigurableEnvironment environment = environment(Map.of());
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("tokengate.prot", "1")));
        assertThatThrownBy(() -> check(environment))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("tokengate.prot")
                .hasMessageContaining("tokengate.port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"system:", "system:x:", "", "x", ":", "9:", "a b:", "tokengate", "ü:"})
    void prefixThatCouldMakeSomebodyOfTheSystemIsRefused(String prefix) {
        refused(Map.of("TOKENGATE_REVIEW_PREFIX", prefix), "TOKENGATE_REVIEW_PREFIX", "system:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "tokengate:", "https://tokens.example.org/", "systems:", "x.system:"})
    void otherPrefixesPass(String prefix) {
        assertThat(checked(Map.of("TOKENGATE_REVIEW_PREFIX", prefix))).isNotNull();
    }

    @Test
    void knownOnesAndForeignOnesPass() {
        assertThat(checked(Map.of("TOKENGATE_PORT", "1", "PATH", "/bin", "TOKENGATES", "x")))
                .isNotNull();
    }

    @Test
    void everySettingIsNamedAlikeInBothForms() {
        for (Setting setting : Setting.values()) {
            assertThat(setting.variable())
                    .isEqualTo(setting.property().toUpperCase(Locale.ROOT).replace('.', '_'));
            assertThat(setting.meaning()).isNotBlank();
        }
    }

    /** The README's table is the one that error messages point to. */
    @Test
    void readmeHasARowForEverySetting() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        for (Setting setting : Setting.values()) {
            String standard = setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`";
            assertThat(readme)
                    .contains("| `" + setting.variable() + "` | " + standard + (standard.isEmpty() ? "| " : " | ")
                            + setting.meaning() + " |");
        }
    }

    private static void refused(Map<String, Object> variables, String... because) {
        assertThatThrownBy(() -> checked(variables))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(because)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    private static ConfigurableEnvironment checked(Map<String, Object> variables) {
        ConfigurableEnvironment environment = environment(variables);
        check(environment);
        return environment;
    }

    private static void check(ConfigurableEnvironment environment) {
        new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
    }

    private static ConfigurableEnvironment environment(Map<String, Object> variables) {
        return new StandardEnvironment() {
            @Override
            public Map<String, Object> getSystemEnvironment() {
                return variables;
            }
        };
    }
}
