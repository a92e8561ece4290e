package io.tokengate.gateway.protocol.extauthz;

import com.google.protobuf.CodedOutputStream;
import io.tokengate.gateway.http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * An answer as {@code envoy.service.auth.v3.CheckResponse}: what passes, with headers for the service behind, or what the
 * client is told. All refusals, 503 among them, are answers: a failed call would pass where Envoy is told to let failures
 * pass.
 */
final class CheckResponse {
    /** Of {@code HeaderValueOption}: overwrite, or add; so that no client's own header comes through. */
    private static final int OVERWRITE = 2;

    private CheckResponse() {}

    static byte[] of(Answer answer) {
        return answer.status() == 200
                ? message(out -> {
                    nested(out, 1, message(status -> {}));
                    nested(out, 3, passed(answer.headers()));
                })
                : message(out -> {
                    nested(out, 1, message(status -> status.writeInt32(1, code(answer.status()))));
                    nested(out, 2, denied(answer));
                });
    }

    /** A header without a value would not be overwritten, so it is taken away. */
    private static byte[] passed(Map<String, String> headers) {
        return message(out -> {
            for (Map.Entry<String, String> header : headers.entrySet()) {
                if (!header.getKey().startsWith("X-Token-")) {
                    continue;
                }
                if (header.getValue().isEmpty()) {
                    out.writeString(5, header.getKey());
                } else {
                    nested(out, 2, option(header.getKey(), header.getValue()));
                }
            }
        });
    }

    private static byte[] denied(Answer answer) {
        return message(out -> {
            nested(out, 1, message(status -> status.writeEnum(1, answer.status())));
            nested(out, 2, option(HttpHeaders.CONTENT_TYPE, answer.contentType()));
            for (Map.Entry<String, String> header : answer.headers().entrySet()) {
                nested(out, 2, option(header.getKey(), header.getValue()));
            }
            out.writeByteArray(3, answer.body());
        });
    }

    private static byte[] option(String name, String value) {
        return message(out -> {
            nested(out, 1, message(header -> {
                header.writeString(1, name);
                header.writeString(2, value);
            }));
            out.writeEnum(3, OVERWRITE);
        });
    }

    /** Of {@code google.rpc.Code}. */
    private static int code(int status) {
        return switch (status) {
            case 401 -> 16;
            case 403 -> 7;
            case 503 -> 14;
            default -> 13;
        };
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static void nested(CodedOutputStream out, int field, byte[] message) throws IOException {
        out.writeByteArray(field, message);
    }

    private static byte[] message(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, 128);
        try {
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
