package io.tokengate.gateway.dialect.kps;

import io.tokengate.gateway.dialect.kps.KpsException.BadInput;
import io.tokengate.gateway.http.Text;
import org.jspecify.annotations.Nullable;

/** Checks what clients send; what is not named here is ignored, since clients send back what a list gave them. */
final class KpsInput {
    private KpsInput() {}

    /** A login that may be tried. */
    record Credential(String email, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Credential[redacted]";
        }
    }

    /** What a PUT is about. */
    record Update(boolean active, String userId) {}

    static Credential credential(KpsJson.Credential body) {
        String email = text(body.email(), "email");
        if (!Text.isStorable(email)) {
            throw new BadInput("email must be valid Unicode without NUL");
        }
        return new Credential(email, text(body.password(), "password"));
    }

    /** Whether the new token is switched on; it is unless the client says otherwise. */
    static boolean create(KpsJson.Create body) {
        Object active = body.active();
        return active == null || flag(active);
    }

    static Update update(KpsJson.Update body) {
        return new Update(flag(body.active()), text(body.userId(), "userId"));
    }

    private static boolean flag(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new BadInput("active must be true or false");
    }

    private static String text(@Nullable Object value, String member) {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new BadInput(member + " must be a text that is not empty");
    }
}
