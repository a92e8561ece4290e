package io.tokengate.gateway.http;

import io.tokengate.gateway.http.RequestException.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a form (media type {@code application/x-www-form-urlencoded}, as the URL Standard has it), each of
 * which was given once. Its text has no values: they may be secrets.
 */
public final class Form {
    /** More than any client of ours has use for; each costs a place in a map. */
    private static final int MAX_PARAMETERS = 100;

    private final Map<String, String> values = new HashMap<>();

    private Form() {}

    /**
     * Reads one.
     *
     * @throws RequestException of kind {@link Kind#MALFORMED} for a broken escape, text that is not UTF-8, a parameter
     *     that is given twice, or more than {@value #MAX_PARAMETERS} of them
     */
    public static Form parse(byte[] body) {
        Form form = new Form();
        for (int from = 0; from < body.length; ) {
            int end = indexOf('&', body, from, body.length);
            if (end > from) {
                form.add(body, from, end);
            }
            from = end + 1;
        }
        return form;
    }

    /** A parameter's value, which may be empty; null without one. */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    private void add(byte[] body, int from, int end) {
        int equals = indexOf('=', body, from, end);
        String name = PercentText.decode(body, from, equals);
        String value = PercentText.decode(body, Math.min(equals + 1, end), end);
        if (name == null || value == null) {
            throw new RequestException(Kind.MALFORMED, "The body is not a well-formed form in UTF-8");
        }
        if (values.putIfAbsent(name, value) != null) {
            throw new RequestException(Kind.MALFORMED, "A parameter is given more than once");
        }
        if (values.size() > MAX_PARAMETERS) {
            throw new RequestException(Kind.MALFORMED, "The body has too many parameters");
        }
    }

    /** Where a sign stands; the end if it does not. */
    private static int indexOf(char sign, byte[] body, int from, int end) {
        for (int i = from; i < end; i++) {
            if (body[i] == sign) {
                return i;
            }
        }
        return end;
    }

    /** Without names and values. */
    @Override
    public String toString() {
        return "Form[" + values.size() + " parameters]";
    }
}
