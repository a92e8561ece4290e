package io.tokengate.gateway.dialect.credentialmanager;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a form that mean something; others are not kept. */
final class FormFields {
    static final String NAME = "name";
    static final String LENGTH = "length";

    private static final Set<String> KNOWN = Set.of(NAME, LENGTH, Owners.FIELD);

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    void add(String name, String value) {
        if (KNOWN.contains(name) && values.putIfAbsent(name, value) != null) {
            repeated.add(name);
        }
    }

    /** The field's value; null if it was not given, or more than once, which is noted then. */
    @Nullable
    String get(String name, Messages messages) {
        if (repeated.contains(name)) {
            messages.add(name, "Given more than once");
            return null;
        }
        return values.get(name);
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "FormFields" + values.keySet();
    }
}
