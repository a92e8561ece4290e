package io.tokengate.gateway.dialect.credentialmanager;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** {@code application/x-www-form-urlencoded} as the WHATWG URL standard has it, but strict: what is broken is refused. */
final class UrlEncodedForm {
    private UrlEncodedForm() {}

    /** The fields; error {@link CredentialManagerException.Invalid}. */
    static FormFields parse(byte[] body) {
        // One character a byte, so that escaped and plain bytes come together again before they are read as UTF-8.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        FormFields fields = new FormFields();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('&', start);
            end = end < 0 ? text.length() : end;
            if (end > start) {
                add(text.substring(start, end), fields);
            }
            start = end + 1;
        }
        return fields;
    }

    private static void add(String pair, FormFields fields) {
        int equals = pair.indexOf('=');
        fields.add(
                decoded(equals < 0 ? pair : pair.substring(0, equals)),
                equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }

    private static String decoded(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(escaped(raw, i));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return FormBody.text(bytes.toByteArray());
    }

    private static int escaped(String raw, int percent) {
        if (percent + 2 >= raw.length()
                || !HexFormat.isHexDigit(raw.charAt(percent + 1))
                || !HexFormat.isHexDigit(raw.charAt(percent + 2))) {
            throw Messages.whole("Must have two hexadecimal digits behind each percent sign");
        }
        return HexFormat.fromHexDigits(raw, percent + 1, percent + 3);
    }
}
