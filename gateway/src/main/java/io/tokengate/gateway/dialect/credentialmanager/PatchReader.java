package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Invalid;
import io.tokengate.gateway.dialect.credentialmanager.Patch.Operation;
import io.tokengate.gateway.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of a PATCH: a list of operations, each looked at before any is done (docs, «Patch»). */
final class PatchReader {
    /** So that one request cannot ask for an answer many times its size. */
    private static final int MAX_OPERATIONS = 100;

    private PatchReader() {}

    /** The operations; throws {@link Invalid} with the index of each that is wrong. */
    static Patch read(byte[] body) {
        if (body.length == 0 || !(Json.read(body, Object.class) instanceof List<?> list)) {
            throw Messages.whole("Must be a list of operations");
        }
        if (list.size() > MAX_OPERATIONS) {
            throw Messages.whole("Must have " + MAX_OPERATIONS + " operations at most");
        }
        List<Operation> operations = new ArrayList<>();
        Map<String, Object> wrong = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            Messages messages = new Messages();
            Operation operation = operation(list.get(i), messages);
            if (operation != null && messages.isEmpty()) {
                operations.add(operation);
            } else {
                wrong.put(Integer.toString(i), messages.byField());
            }
        }
        if (!wrong.isEmpty()) {
            throw new Invalid(wrong);
        }
        return new Patch(operations);
    }

    private static @Nullable Operation operation(@Nullable Object element, Messages messages) {
        if (element instanceof Map<?, ?> members) {
            return new PatchOperation(members, messages).read();
        }
        messages.add(Messages.WHOLE, "Must be an object");
        return null;
    }
}
