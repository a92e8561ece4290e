package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.dialect.credentialmanager.Patch.Copy;
import io.tokengate.gateway.dialect.credentialmanager.Patch.Operation;
import io.tokengate.gateway.dialect.credentialmanager.Patch.Rename;
import io.tokengate.gateway.dialect.credentialmanager.Patch.Switch;
import io.tokengate.gateway.dialect.credentialmanager.Patch.TestEnabled;
import io.tokengate.gateway.dialect.credentialmanager.Patch.TestName;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one operation of a PATCH; whatever does not fit is noted, and then the result is null. */
final class PatchOperation {
    private static final String OP = "op";
    private static final String PATH = "path";
    private static final String VALUE = "value";

    /** Unlike in RFC 6902, where it is {@code from}. */
    private static final String FROM = "fromPath";

    private static final String NAME = "/name";
    private static final String ENABLED = "/enabled";
    private static final Set<String> PATHS = Set.of(NAME, ENABLED);

    private final Map<?, ?> members;
    private final Messages messages;

    PatchOperation(Map<?, ?> members, Messages messages) {
        this.members = members;
        this.messages = messages;
    }

    @Nullable
    Operation read() {
        String path = path(PATH);
        if (!(members.get(OP) instanceof String op)) {
            return refused(OP, "Must be replace, test or copy");
        }
        return switch (op) {
            case "replace" -> path == null ? null : replace(path);
            case "test" -> path == null ? null : test(path);
            case "copy" -> copy(path);
            // Documented, but without a meaning here: neither member can be taken away or made anew.
            case "add", "remove", "move" -> refused(OP, "Not supported: must be replace, test or copy");
            default -> refused(OP, "Must be replace, test or copy");
        };
    }

    private @Nullable Operation replace(String path) {
        if (path.equals(ENABLED)) {
            Boolean enabled = truth();
            return enabled == null ? null : new Switch(enabled);
        }
        String name = text();
        if (name != null) {
            TokenName.objection(name).ifPresent(objection -> messages.add(VALUE, objection));
        }
        return name == null ? null : new Rename(name);
    }

    private @Nullable Operation test(String path) {
        if (path.equals(ENABLED)) {
            Boolean enabled = truth();
            return enabled == null ? null : new TestEnabled(enabled);
        }
        String name = text();
        return name == null ? null : new TestName(name);
    }

    private @Nullable Operation copy(@Nullable String path) {
        String from = path(FROM);
        if (path == null || from == null) {
            return null;
        }
        return path.equals(from) ? new Copy() : refused(FROM, "Must be of the same type as the path");
    }

    private @Nullable String path(String member) {
        if (members.get(member) instanceof String path && PATHS.contains(path)) {
            return path;
        }
        messages.add(member, "Must be " + NAME + " or " + ENABLED);
        return null;
    }

    private @Nullable String text() {
        if (members.get(VALUE) instanceof String text) {
            return text;
        }
        messages.add(VALUE, "Must be a string");
        return null;
    }

    /** A boolean, or its name in lower case, since the documented model has a string here. */
    private @Nullable Boolean truth() {
        Object value = members.get(VALUE);
        if (value instanceof Boolean || "true".equals(value) || "false".equals(value)) {
            return Boolean.valueOf(String.valueOf(value));
        }
        messages.add(VALUE, "Must be true or false");
        return null;
    }

    private @Nullable Operation refused(String member, String message) {
        messages.add(member, message);
        return null;
    }
}
