package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is: {@code postgresql://host[:port][,host…]/database[?parameter=value&…]}, also with {@code r2dbc:}
 * before it. Both drivers are told the same. Of several hosts the primary is meant, always.
 *
 * @param hosts at least one
 * @param database its name
 * @param username absent if it is given apart
 * @param password absent if it is given apart
 * @param parameters those of {@link #KNOWN}, by name
 */
record DatabaseUrl(
        List<Host> hosts,
        String database,
        @Nullable String username,
        @Nullable String password,
        Map<String, String> parameters) {
    static final String SSL_MODE = "sslmode";
    static final String SSL_ROOT_CERT = "sslrootcert";
    static final String SSL_CERT = "sslcert";
    static final String SSL_KEY = "sslkey";
    static final String CONNECT_TIMEOUT = "connect_timeout";
    static final String APPLICATION_NAME = "application_name";
    static final String TARGET = "target_session_attrs";

    static final Set<String> KNOWN =
            Set.of(SSL_MODE, SSL_ROOT_CERT, SSL_CERT, SSL_KEY, CONNECT_TIMEOUT, APPLICATION_NAME, TARGET);

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final Set<String> PRIMARY = Set.of("primary", "read-write");
    private static final int DEFAULT_PORT = 5432;
    private static final String SETTING = "TOKENGATE_DATABASE_URL";

    /**
     * One server.
     *
     * @param name a name or an address, IPv6 without brackets
     * @param port 1 to 65535
     */
    record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
        }
    }

    /**
     * Reads a url.
     *
     * @throws StartupException saying what is wrong with it, without repeating it: it may have a password
     */
    static DatabaseUrl parse(String text) {
        String rest = afterScheme(text.strip());
        int query = rest.indexOf('?');
        Map<String, String> parameters = query < 0 ? Map.of() : parameters(rest.substring(query + 1));
        rest = query < 0 ? rest : rest.substring(0, query);
        int slash = rest.indexOf('/');
        String database = slash < 0 ? "" : decoded(rest.substring(slash + 1));
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? null : authority.substring(0, at);
        int colon = user == null ? -1 : user.indexOf(':');
        return new DatabaseUrl(
                hosts(authority.substring(at + 1)),
                database.isEmpty() ? "tokengate" : database,
                user == null ? null : decoded(colon < 0 ? user : user.substring(0, colon)),
                user == null || colon < 0 ? null : decoded(user.substring(colon + 1)),
                parameters);
    }

    /** The hosts, for messages. */
    String where() {
        return String.join(",", hosts.stream().map(Host::toString).toList());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "postgresql://" + where() + "/" + database;
    }

    private static String afterScheme(String text) {
        String url = text.startsWith("r2dbc:") ? text.substring("r2dbc:".length()) : text;
        for (String scheme : List.of("postgresql://", "postgres://")) {
            if (url.startsWith(scheme)) {
                return url.substring(scheme.length());
            }
        }
        throw new StartupException(SETTING + " must begin with postgresql:// or r2dbc:postgresql://");
    }

    private static List<Host> hosts(String text) {
        List<Host> hosts = new ArrayList<>();
        for (String host : text.split(",", -1)) {
            hosts.add(host(host));
        }
        return List.copyOf(hosts);
    }

    private static Host host(String text) {
        int bracket = text.lastIndexOf(']');
        int colon = text.indexOf(':', bracket + 1);
        String name = colon < 0 ? text : text.substring(0, colon);
        if (bracket > 0) {
            name = name.substring(1, bracket);
        }
        if (name.isEmpty()) {
            throw new StartupException(SETTING + " names no host");
        }
        return new Host(name, colon < 0 ? DEFAULT_PORT : port(text.substring(colon + 1)));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number that is no port.
        }
        throw new StartupException(SETTING + " has a port that is no number from 1 to 65535");
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            check(name, value);
            parameters.put(name, value);
        }
        return Map.copyOf(parameters);
    }

    private static void check(String name, String value) {
        if (!KNOWN.contains(name)) {
            throw new StartupException(SETTING + " has the unknown parameter " + shortened(name) + ": known are "
                    + String.join(", ", new TreeSet<>(KNOWN)));
        }
        boolean fits = switch (name) {
            case SSL_MODE -> SSL_MODES.contains(value);
            case TARGET -> PRIMARY.contains(value);
            case CONNECT_TIMEOUT -> value.matches("[1-9][0-9]{0,3}");
            default -> !value.isEmpty();
        };
        if (!fits) {
            throw new StartupException(SETTING + " has a value of " + name + " that does not fit");
        }
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) : name;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new StartupException(SETTING + " has a percent sign without two hexadecimal digits");
        }
    }
}
