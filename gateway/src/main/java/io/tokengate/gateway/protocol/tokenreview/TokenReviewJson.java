package io.tokengate.gateway.protocol.tokenreview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code TokenReview} of {@code authentication.k8s.io}, as far as it is read and written here, and {@code Status}. */
final class TokenReviewJson {
    private TokenReviewJson() {}

    /** What is asked. */
    record Request(
            @Nullable String apiVersion,
            @Nullable String kind,
            @Nullable Spec spec) {}

    /**
     * What it is asked about.
     *
     * @param token the text that was presented
     * @param audiences of which the token must be good for one
     */
    record Spec(@Nullable String token, @Nullable List<@Nullable String> audiences) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Spec[redacted]";
        }
    }

    /** What is answered: {@code spec} is required by the form, and empty, as nobody reads it. */
    record Answered(
            String apiVersion, String kind, Map<String, String> metadata, Map<String, String> spec, Verdict status) {
        Answered(Version version, Verdict status) {
            this(version.apiVersion(), "TokenReview", Map.of(), Map.of(), status);
        }
    }

    /**
     * The verdict.
     *
     * @param audiences of those asked for, the ones that the token is good for; null if it was not said what tokens are
     *     good for
     * @param error why not, for the API server's log
     */
    @JsonInclude(Include.NON_NULL)
    record Verdict(
            boolean authenticated,
            @Nullable UserInfo user,
            @Nullable List<String> audiences,
            @Nullable String error) {
        static Verdict no(String error) {
            return new Verdict(false, null, null, error);
        }
    }

    /** Who the bearer is. */
    record UserInfo(String username, String uid, List<String> groups, Map<String, List<String>> extra) {}

    /** A failure in the form of Kubernetes. */
    @JsonInclude(Include.NON_NULL)
    record Status(
            String kind,
            String apiVersion,
            Map<String, String> metadata,
            String status,
            String message,
            String reason,
            @Nullable Details details,
            int code) {}

    /** How long to wait, in seconds. */
    record Details(@JsonProperty("retryAfterSeconds") int retryAfter) {}
}
