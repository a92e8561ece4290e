package io.tokengate.gateway.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting there is: what is not here is refused, so that a slip of the pen is found at the start and not at night.
 * Each is an environment variable, the same with {@code _FILE} behind it, or a property.
 */
enum Setting {
    DATABASE_URL("tokengate.database.url", "the embedded PostgreSQL", "Where the database is"),
    DATABASE_USERNAME("tokengate.database.username", "", "Its user, unless the URL names one"),
    DATABASE_PASSWORD("tokengate.database.password", "", "That user's password"),
    DATABASE_POOL_SIZE("tokengate.database.pool.size", "16", "Connections at most"),
    MIGRATE("tokengate.migrate", "true", "Whether a start may change the schema"),
    DATA_DIR("tokengate.data.dir", "~/.tokengate", "Folder of the embedded PostgreSQL"),
    PORT("tokengate.port", "8080", "Port of the API"),
    MANAGEMENT_PORT("tokengate.management.port", "8081", "Port of health and metrics"),
    TRUSTED_PROXIES("tokengate.trusted.proxies", "", "Networks whose X-Forwarded-For is believed"),
    ADMIN_PASSWORD("tokengate.admin.password", "generated", "First start: password of the user admin"),
    BOOTSTRAP_NATIVE_TOKEN("tokengate.bootstrap.native.token", "generated", "First start: a native token"),
    BOOTSTRAP_DYNATRACE_TOKEN("tokengate.bootstrap.dynatrace.token", "generated", "First start: a Dynatrace token");

    static final String PREFIX = "TOKENGATE_";
    static final String PROPERTY_PREFIX = "tokengate.";

    private final String property;
    private final String standard;
    private final String meaning;

    Setting(String property, String standard, String meaning) {
        this.property = property;
        this.standard = standard;
        this.meaning = meaning;
    }

    /** The environment variable. */
    String variable() {
        return PREFIX + name();
    }

    String property() {
        return property;
    }

    /** What holds if it is not set. */
    String standard() {
        return standard;
    }

    /** One line for people. */
    String meaning() {
        return meaning;
    }

    static Optional<Setting> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable().equals(variable))
                .findFirst();
    }

    static Optional<Setting> ofProperty(String property) {
        String plain = property.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(setting -> setting.property.equals(plain))
                .findFirst();
    }
}
