package io.tokengate.gateway.dialect.credentialmanager;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;

/**
 * {@code multipart/form-data} (RFC 7578, RFC 2046 section 5.1) that is in memory already. The framework's reader would
 * put a replacement character for what is no UTF-8, and knows files, which a form of three short fields has not.
 */
final class MultipartForm {
    private static final int MAX_PARTS = 16;
    private static final String LINE_END = "\r\n";
    private static final String UNREADABLE = "The multipart body cannot be read";
    private static final String DISPOSITION = "content-disposition:";

    private final String text;
    private final String delimiter;
    private final FormFields fields = new FormFields();

    private MultipartForm(String boundary, byte[] body) {
        // One character a byte; and a line end before it, so that the first delimiter is like any other.
        this.text = LINE_END + new String(body, StandardCharsets.ISO_8859_1);
        this.delimiter = LINE_END + "--" + boundary;
    }

    /** The fields; error {@link CredentialManagerException.Invalid}. */
    static FormFields parse(MediaType type, byte[] body) {
        String boundary = unquoted(type.getParameter("boundary"));
        if (boundary.isEmpty()) {
            throw Messages.whole("The multipart type must have a boundary");
        }
        return new MultipartForm(boundary, body).read();
    }

    private FormFields read() {
        int at = text.indexOf(delimiter);
        for (int parts = 0; at >= 0; parts++) {
            int after = at + delimiter.length();
            if (text.startsWith("--", after)) {
                return fields;
            }
            if (parts == MAX_PARTS) {
                throw Messages.whole("Must have " + MAX_PARTS + " parts at most");
            }
            int start = text.indexOf(LINE_END, after);
            int next = start < 0 ? -1 : text.indexOf(delimiter, start);
            if (next <= start || !text.substring(after, start).isBlank()) {
                break;
            }
            part(text.substring(start + LINE_END.length(), next));
            at = next;
        }
        throw Messages.whole(UNREADABLE);
    }

    private void part(String part) {
        int end = part.indexOf(LINE_END + LINE_END);
        ContentDisposition disposition = end < 0 ? null : disposition(part.substring(0, end));
        if (disposition == null || disposition.getName() == null) {
            throw Messages.whole(UNREADABLE);
        }
        if (disposition.getFilename() != null) {
            throw Messages.whole("Must have fields only, no files");
        }
        byte[] value = part.substring(end + 2 * LINE_END.length()).getBytes(StandardCharsets.ISO_8859_1);
        fields.add(disposition.getName(), FormBody.text(value));
    }

    private static @Nullable ContentDisposition disposition(String headers) {
        try {
            return headers.lines()
                    .filter(line -> line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length()))
                    .findFirst()
                    .map(line -> ContentDisposition.parse(
                            line.substring(DISPOSITION.length()).strip()))
                    .orElse(null);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The second for a quote that begins a file's name and never ends.
            return null;
        }
    }

    private static String unquoted(@Nullable String boundary) {
        if (boundary == null) {
            return "";
        }
        boolean quoted = boundary.length() > 1 && boundary.startsWith("\"") && boundary.endsWith("\"");
        return quoted ? boundary.substring(1, boundary.length() - 1) : boundary;
    }
}
