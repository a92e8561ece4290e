package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Invalid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with an input, field by field; collected, so that the client learns of all at once. */
final class Messages {
    /** The field that stands for the input as a whole. */
    static final String WHOLE = "_schema";

    private final Map<String, List<String>> byField = new LinkedHashMap<>();

    /**
     * Notes one thing.
     *
     * @param message what would fit; never repeats the input
     */
    void add(String field, String message) {
        byField.computeIfAbsent(field, same -> new ArrayList<>()).add(message);
    }

    boolean isEmpty() {
        return byField.isEmpty();
    }

    Map<String, List<String>> byField() {
        return byField;
    }

    /** Error {@link Invalid} if anything was noted. */
    void throwIfAny() {
        if (!isEmpty()) {
            throw new Invalid(byField);
        }
    }

    /** The whole input is wrong. */
    static Invalid whole(String message) {
        return new Invalid(Map.of(WHOLE, List.of(message)));
    }
}
