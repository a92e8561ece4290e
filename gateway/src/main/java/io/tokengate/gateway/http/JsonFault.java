package io.tokengate.gateway.http;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/** Says what is wrong with JSON without repeating what stands in it, since that may be a secret. */
final class JsonFault {
    static final String NOT_OF_THE_SHAPE = "The body must be a JSON object with members of the right types";

    private static final int MAX_PATH = 100;

    private JsonFault() {}

    static String describe(JacksonException fault) {
        return switch (fault) {
            case StreamConstraintsException e ->
                "The body is nested too deeply, or has a number, a name or a text that is too long";
            case InputCoercionException e when !e.getPath().isEmpty() -> wrongType(e);
            case StreamReadException e -> "The body is not well-formed JSON" + at(e);
            case DatabindException e when !e.getPath().isEmpty() -> wrongType(e);
            default -> NOT_OF_THE_SHAPE;
        };
    }

    private static String wrongType(JacksonException fault) {
        return "Member " + path(fault) + " is not of the right type";
    }

    private static String at(StreamReadException fault) {
        return fault.getLocation() == null
                ? ""
                : " (line " + fault.getLocation().getLineNr() + ", column "
                        + fault.getLocation().getColumnNr() + ")";
    }

    private static String path(JacksonException fault) {
        String path = fault.getPath().stream().map(JsonFault::step).collect(Collectors.joining("."));
        return path.length() > MAX_PATH ? path.substring(0, MAX_PATH) : path;
    }

    private static String step(Reference reference) {
        String name = reference.getPropertyName();
        return name == null ? Integer.toString(reference.getIndex()) : name;
    }
}
