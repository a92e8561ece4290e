package io.tokengate.gateway.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every setting there is: what is not here is refused, so that a slip of the pen is found at the start and not at night.
 * Each is an environment variable, the same with {@code _FILE} behind it, or a property.
 */
enum Setting {
    DATABASE_URL("tokengate.database.url", "the embedded PostgreSQL", "Where the database is", Kind.ADDRESS),
    DATABASE_USERNAME("tokengate.database.username", "", "Its user, unless the URL names one"),
    DATABASE_PASSWORD("tokengate.database.password", "", "That user's password"),
    DATABASE_POOL_SIZE("tokengate.database.pool.size", "16", "Connections at most", Kind.COUNT),
    DATABASE_GRANT_TO("tokengate.database.grant.to", "", "Role that the command migrate lets work with the tables"),
    MIGRATE("tokengate.migrate", "true", "Whether a start may change the schema", Kind.SWITCH),
    DATA_DIR("tokengate.data.dir", "~/.tokengate", "Folder of the embedded PostgreSQL"),
    PORT("tokengate.port", "8080", "Port of the API", Kind.PORT),
    MANAGEMENT_PORT("tokengate.management.port", "8081", "Port of health and metrics", Kind.PORT),
    FORWARD_AUTH_PORT(
            "tokengate.forward.auth.port", "the API's port", "Port of forward auth, and of nothing else", Kind.PORT),
    GRPC_PORT("tokengate.grpc.port", "no gRPC", "Port of Envoy's external authorization", Kind.PORT),
    TLS_CERTIFICATE(
            "tokengate.tls.certificate", "no TLS", "PEM file of the API's certificate and its chain", Kind.FILE),
    TLS_KEY("tokengate.tls.key", "", "PEM file of its private key", Kind.FILE),
    TLS_CLIENT_CA("tokengate.tls.client.ca", "", "PEM file of the authority that clients must be of", Kind.FILE),
    ISSUER(
            "tokengate.issuer",
            "http://localhost and the port",
            "Where OAuth clients reach the API; their name for it",
            Kind.ISSUER),
    REVIEW_AUDIENCES("tokengate.review.audiences", "", "Audiences that tokens are good for in Kubernetes"),
    REVIEW_PREFIX("tokengate.review.prefix", "tokengate:", "Before all names of users and groups there", Kind.PREFIX),
    LOG_FORMAT(
            "tokengate.log.format",
            "text, in profile prod ecs",
            "Form of the log: text or ecs (JSON)",
            Kind.LOG_FORMAT),
    TRACING_ENDPOINT(
            "tokengate.tracing.endpoint",
            "no tracing",
            "Where OpenTelemetry traces are sent, by OTLP over HTTP",
            Kind.ENDPOINT),
    TRACING_SAMPLING("tokengate.tracing.sampling", "0.01", "Share of the traces that begin here", Kind.SHARE),
    TRUSTED_PROXIES("tokengate.trusted.proxies", "", "Networks whose X-Forwarded-For is believed"),
    RECOVERABLE_KEYS("tokengate.recoverable.keys", "", "Keys by which CredentialManager shows whole tokens again"),
    LEASE("tokengate.lease", "1s", "How old what a verdict rests on may be", Kind.TIME),
    MAX_STALE("tokengate.max.stale", "60s", "The same while the database is away; 0s: no answers then", Kind.TIME),
    CACHE_MEGABYTES("tokengate.cache.megabytes", "a quarter of the heap", "Memory for known tokens", Kind.COUNT),
    VERIFICATION_IN_FLIGHT(
            "tokengate.verification.in.flight", "10000", "Verifying requests under way, past that 503", Kind.COUNT),
    MANAGEMENT_IN_FLIGHT("tokengate.management.in.flight", "1000", "The same of all other requests", Kind.COUNT),
    LOGIN_FAILURES(
            "tokengate.login.failures",
            "20",
            "Failed logins (HTTP Basic too) for one account from one source",
            Kind.COUNT),
    LOGIN_FAILURES_STRANGERS(
            "tokengate.login.failures.strangers", "100", "The same from all sources that never succeeded", Kind.COUNT),
    LOGIN_WINDOW_SECONDS("tokengate.login.window.seconds", "300", "Within this time, and locked so long", Kind.COUNT),
    KPS_TOKENS_PER_USER("tokengate.kps.tokens.per.user", "no limit", "KPS tokens of one user", Kind.COUNT),
    ADMIN_PASSWORD("tokengate.admin.password", "generated", "First start: password of the user admin"),
    BOOTSTRAP_NATIVE_TOKEN("tokengate.bootstrap.native.token", "generated", "First start: a native token"),
    BOOTSTRAP_DYNATRACE_TOKEN("tokengate.bootstrap.dynatrace.token", "generated", "First start: a Dynatrace token"),
    BOOTSTRAP_UMAAAS_CLIENT_ID(
            "tokengate.bootstrap.umaaas.client.id", "generated", "First start: the clientId of a UMAaaS token"),
    BOOTSTRAP_UMAAAS_CLIENT_SECRET(
            "tokengate.bootstrap.umaaas.client.secret", "generated", "First start: its clientSecret");

    static final String PREFIX = "TOKENGATE_";
    static final String PROPERTY_PREFIX = "tokengate.";

    /** What a value must look like. */
    private enum Kind {
        TEXT(".*", "any text"),
        ADDRESS(".*\\S.*", "an address such as postgresql://host/database, or not set at all"),
        FILE("[^\\r\\n]*\\S[^\\r\\n]*", "the path of a file, and not what is in it"),
        SWITCH("true|false", "true or false"),
        LOG_FORMAT("text|ecs", "text or ecs"),
        ISSUER(
                "https?://[^\\s/?#]+(/[^\\s?#]*[^\\s/?#])?",
                "a URL such as https://tokens.example.org, without a slash at its end"),
        ENDPOINT("https?://[^\\s/?#@]+(/[^\\s?#]*)?", "a URL such as http://collector:4318/v1/traces"),
        SHARE("0|1|0\\.[0-9]{1,9}|1\\.0{1,9}", "a number from 0 to 1 such as 0.05"),
        PREFIX(
                "(?!system:)[a-z][a-zA-Z0-9.:/_-]{0,61}[:/]",
                "at most 63 letters, digits and signs .:/_- with a : or / at the end, and not system: at the beginning"),
        COUNT("[1-9][0-9]{0,4}", "a number from 1 to 99999"),
        TIME("[0-9]{1,6}(ms|s|m|h)", "a time such as 500ms, 2s or 1m"),
        PORT(
                "[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]",
                "a number from 0 to 65535");

        private final Pattern form;
        private final String wanted;

        Kind(String form, String wanted) {
            this.form = Pattern.compile(form, Pattern.DOTALL);
            this.wanted = wanted;
        }
    }

    private final String property;
    private final String standard;
    private final String meaning;
    private final Kind kind;

    Setting(String property, String standard, String meaning) {
        this(property, standard, meaning, Kind.TEXT);
    }

    Setting(String property, String standard, String meaning, Kind kind) {
        this.property = property;
        this.standard = standard;
        this.meaning = meaning;
        this.kind = kind;
    }

    /** What is wanted instead of a value that does not fit; empty for one that does. */
    Optional<String> objection(String value) {
        return kind.form.matcher(value).matches() ? Optional.empty() : Optional.of(kind.wanted);
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
