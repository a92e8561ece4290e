package io.tokengate.gateway.support;

import io.tokengate.gateway.GatewayApplication;
import io.tokengate.gateway.config.Commands;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The whole application on free ports, over a database of its own. */
public final class RunningGateway implements AutoCloseable {
    /** The first Dynatrace token of every gateway in tests; its checksum is nobody's. */
    public static final String DYNATRACE_TOKEN = "dt0c01." + "A".repeat(24) + "." + "B".repeat(64);

    /** The first native token. */
    public static final String NATIVE_TOKEN = "native-token-of-the-tests-0123456789";

    /** The clientId of the first UMAaaS token. */
    public static final String UMAAAS_CLIENT_ID = "0123456789abcdef0123456789abcdef";

    /** Its clientSecret. */
    public static final String UMAAAS_CLIENT_SECRET = "umaaas:secret of the tests ~0123456789";

    /** The administrator's. */
    public static final String ADMIN_PASSWORD = "password-of-the-tests-0123456789-abc";

    private static volatile boolean any;
    private static @Nullable RunningGateway shared;

    private final ConfigurableApplicationContext context;
    private final String database;

    private RunningGateway(ConfigurableApplicationContext context, String database) {
        this.context = context;
        this.database = database;
    }

    /**
     * One for all tests that leave it as it was or work in a corner of their own. As in production, its role may not change
     * the schema: whatever a dialect does, it does with the rights that a migration grants. And as during an upgrade, a
     * later release has already added to that schema.
     */
    public static synchronized RunningGateway shared() {
        if (shared == null) {
            String database = PostgresServer.shared().newDatabase();
            Map<String, Object> settings = new HashMap<>(restricted(database));
            settings.put("tokengate.grpc.port", 0);
            shared = start(database, settings);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** Migrates as the owner; the settings of a role that only serves. */
    private static Map<String, Object> restricted(String database) {
        String role = database + "_server";
        String password = "password-of-the-role-that-serves";
        PostgresServer server = PostgresServer.shared();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + role + " login password '" + password + "'");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        Map<String, Object> migrating = firstCredentials();
        migrating.putAll(owner(database));
        migrating.put("tokengate.database.grant.to", role);
        Commands.run(Stream.concat(Stream.of("migrate"), Stream.of(arguments(migrating)))
                .toArray(String[]::new));
        LaterRelease.migrate(database);
        return Map.of(
                "tokengate.database.username", role,
                "tokengate.database.password", password,
                "tokengate.migrate", false);
    }

    /** One with other settings beside the first credentials of the tests; the caller closes it. */
    public static RunningGateway start(String database, Map<String, Object> settings) {
        Map<String, Object> properties = firstCredentials();
        properties.putAll(settings);
        return startWith(database, properties);
    }

    private static Map<String, Object> firstCredentials() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("tokengate.admin.password", ADMIN_PASSWORD);
        properties.put("tokengate.bootstrap.native.token", NATIVE_TOKEN);
        properties.put("tokengate.bootstrap.dynatrace.token", DYNATRACE_TOKEN);
        properties.put("tokengate.bootstrap.umaaas.client.id", UMAAAS_CLIENT_ID);
        properties.put("tokengate.bootstrap.umaaas.client.secret", UMAAAS_CLIENT_SECRET);
        return properties;
    }

    /** One with these settings and nothing else given; the caller closes it. */
    public static RunningGateway startWith(String database, Map<String, Object> settings) {
        any = true;
        Map<String, Object> properties = owner(database);
        properties.put("tokengate.port", 0);
        properties.put("tokengate.management.port", 0);
        properties.putAll(settings);
        return new RunningGateway(
                new SpringApplicationBuilder(GatewayApplication.class)
                        .registerShutdownHook(false)
                        .run(arguments(properties)),
                database);
    }

    private static Map<String, Object> owner(String database) {
        PostgresServer server = PostgresServer.shared();
        Map<String, Object> properties = new HashMap<>();
        properties.put("tokengate.database.url", server.url(database));
        properties.put("tokengate.database.username", server.username());
        properties.put("tokengate.database.password", server.password());
        return properties;
    }

    private static String[] arguments(Map<String, Object> properties) {
        return properties.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    /** Whether this JVM has run one. */
    public static boolean isAny() {
        return any;
    }

    /** A client of the gateway's own port. */
    public WebTestClient client() {
        return client(address());
    }

    /** The status of a request that the database must be asked for: a list of tokens. */
    public int statusOfList() {
        return client().get()
                .uri("/api/v2/apiTokens")
                .header("Authorization", "Api-Token " + DYNATRACE_TOKEN)
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    /** Asks for a new user of the installation's tenant, with an email that follows from the name. */
    public WebTestClient.ResponseSpec createUser(String username, String password) {
        return client().post()
                .uri("/v1/users")
                .headers(headers -> headers.setBasicAuth("admin", ADMIN_PASSWORD))
                .bodyValue(Map.of(
                        "username",
                        username,
                        "email",
                        username + "@example.org",
                        "password",
                        password,
                        "roles",
                        List.of("USER")))
                .exchange();
    }

    /** A client of the actuator's port. */
    public WebTestClient management() {
        return client("http://localhost:" + managementPort());
    }

    public int managementPort() {
        return port("local.management.port");
    }

    /** Where the gateway listens. */
    public String address() {
        return "http://localhost:" + port("local.server.port");
    }

    public int port() {
        return port("local.server.port");
    }

    public String adminPassword() {
        return ADMIN_PASSWORD;
    }

    /** A bean of the application, to look inside where outside does not show it. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All beans of a type. */
    public <T> List<T> beans(Class<T> type) {
        return List.copyOf(context.getBeansOfType(type).values());
    }

    /** A connection to the gateway's database, to look or change behind its back. */
    public Connection connect() throws SQLException {
        return PostgresServer.shared().connect(database);
    }

    @Override
    public void close() {
        context.close();
    }

    private int port(String property) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty(property));
    }

    private static WebTestClient client(String address) {
        return WebTestClient.bindToServer()
                .baseUrl(address)
                .responseTimeout(Duration.ofSeconds(20))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 * 1024 * 1024))
                .build();
    }
}
