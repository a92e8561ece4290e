package io.tokengate.gateway.config;

import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.setup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

/** Reads {@code TOKENGATE_…_FILE}, and refuses what is no setting, before anything else is made of the environment. */
final class SettingsCheck implements EnvironmentPostProcessor, Ordered {
    static final int ORDER = ConfigDataEnvironmentPostProcessor.ORDER + 1;

    private static final String FILE = "_FILE";
    private static final long MAX_FILE = 64 * 1024;

    /** After application.yaml was read, which is checked too. */
    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> fromFiles = new HashMap<>();
        environment.getSystemEnvironment().forEach((variable, value) -> {
            if (variable.startsWith(Setting.PREFIX)) {
                check(variable, String.valueOf(value), environment.getSystemEnvironment(), fromFiles);
            }
        });
        environment.getPropertySources().forEach(SettingsCheck::checkProperties);
        environment
                .getPropertySources()
                .addAfter(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new MapPropertySource("tokengateFiles", fromFiles));
        checkValues(environment);
    }

    /** Without repeating the value: it may be a secret in the wrong place. */
    private static void checkValues(ConfigurableEnvironment environment) {
        for (Setting setting : Setting.values()) {
            String value = environment.getProperty(setting.property());
            if (value != null) {
                setting.objection(value).ifPresent(wanted -> {
                    throw new StartupException(setting.variable() + " (" + setting.property() + ") must be " + wanted);
                });
            }
        }
        checkProxies(environment.getProperty(Setting.TRUSTED_PROXIES.property(), ""));
    }

    /** Found before anything is begun, and least of all after a first start has shown its credentials. */
    private static void checkProxies(String list) {
        try {
            new ClientAddress(List.of(StringUtils.commaDelimitedListToStringArray(list.replace(" ", ""))));
        } catch (IllegalArgumentException e) {
            throw new StartupException(Setting.TRUSTED_PROXIES.variable() + " (" + Setting.TRUSTED_PROXIES.property()
                    + ") is " + e.getMessage());
        }
    }

    private static void check(String variable, String value, Map<String, Object> all, Map<String, Object> fromFiles) {
        if (Setting.ofVariable(variable).isPresent()) {
            return;
        }
        String plain = variable.endsWith(FILE) ? variable.substring(0, variable.length() - FILE.length()) : variable;
        Setting setting = Setting.ofVariable(plain)
                .orElseThrow(() -> new StartupException("unknown setting " + variable + ", did you mean "
                        + nearest(plain) + "? Known are the ones in the README's table"));
        if (all.containsKey(plain)) {
            throw new StartupException("both " + plain + " and " + variable + " are set: keep one of them");
        }
        fromFiles.put(setting.property(), read(variable, value));
    }

    private static void checkProperties(PropertySource<?> source) {
        if (source instanceof EnumerablePropertySource<?> enumerable) {
            Arrays.stream(enumerable.getPropertyNames())
                    .filter(name -> name.startsWith(Setting.PROPERTY_PREFIX))
                    .filter(name -> Setting.ofProperty(name).isEmpty())
                    .findFirst()
                    .ifPresent(SettingsCheck::refuse);
        }
    }

    private static void refuse(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        throw new StartupException("unknown setting " + name + ", did you mean "
                + Setting.ofVariable(nearest(variable)).map(Setting::property).orElse("one in the README's table")
                + "?");
    }

    private static String read(String variable, String path) {
        try {
            Path file = Path.of(path);
            if (Files.size(file) > MAX_FILE) {
                throw new StartupException(variable + " names a file of more than " + MAX_FILE + " bytes: " + path);
            }
            String content = Files.readString(file);
            return content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
        } catch (IOException e) {
            throw new StartupException(variable + " names a file that cannot be read: " + path, e);
        }
    }

    private static String nearest(String variable) {
        return Arrays.stream(Setting.values())
                .map(Setting::variable)
                .min(Comparator.comparingInt(known -> distance(known, variable)))
                .orElseThrow();
    }

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
