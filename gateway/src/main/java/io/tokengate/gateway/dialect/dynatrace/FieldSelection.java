package io.tokengate.gateway.dialect.dynatrace;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which members a list shows of each token that has them; {@code id} is always among them. Written as what to add to
 * the default and what to take from it ({@code +scopes,-creationDate}), or as all that is wanted
 * ({@code creationDate,owner}).
 *
 * @param fields immutable, in member order
 */
record FieldSelection(Set<TokenField> fields) {
    private static final Parameter PARAMETER = Parameter.query("fields");

    /** What a list shows unless asked. */
    static final FieldSelection DEFAULT = new FieldSelection(
            EnumSet.of(TokenField.ID, TokenField.NAME, TokenField.ENABLED, TokenField.OWNER, TokenField.CREATION_DATE));

    /** All that is known of a token. */
    static final FieldSelection ALL = new FieldSelection(EnumSet.allOf(TokenField.class));

    FieldSelection {
        EnumSet<TokenField> copy = EnumSet.of(TokenField.ID);
        copy.addAll(fields);
        fields = Collections.unmodifiableSet(copy);
    }

    /**
     * Reads the {@code fields} parameter. A name may occur more than once: the last one counts.
     *
     * @throws ConstraintViolations if names with and without a sign are mixed, or a name is not known
     */
    static FieldSelection parse(String text) {
        boolean signed = isSigned(text);
        EnumSet<TokenField> fields = signed ? EnumSet.copyOf(DEFAULT.fields) : EnumSet.noneOf(TokenField.class);
        for (String item : text.split(",", -1)) {
            if (isSigned(item) != signed) {
                throw PARAMETER.refused("Names with and without + or - cannot be mixed (+ is %2B in a URL)");
            }
            TokenField field = field(signed ? item.substring(1) : item);
            if (item.startsWith("-")) {
                fields.remove(field);
            } else {
                fields.add(field);
            }
        }
        return new FieldSelection(fields);
    }

    boolean shows(TokenField field) {
        return fields.contains(field);
    }

    /** What {@link #parse} reads back. */
    String text() {
        return fields.stream().map(TokenField::jsonName).collect(Collectors.joining(","));
    }

    /** A space counts as a plus: it is what a plus becomes if it is put into a URL as it is. */
    private static boolean isSigned(String item) {
        return item.startsWith("+") || item.startsWith("-") || item.startsWith(" ");
    }

    private static TokenField field(String name) {
        return TokenField.named(name).orElseThrow(() -> PARAMETER.refused("Unknown field " + Excerpt.of(name)));
    }
}
