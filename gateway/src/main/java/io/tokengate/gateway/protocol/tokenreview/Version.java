package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.gateway.http.RequestException;
import io.tokengate.gateway.http.RequestException.Kind;
import org.jspecify.annotations.Nullable;

/** The versions of the API that API servers speak; both have the same members. */
enum Version {
    V1("v1"),
    V1BETA1("v1beta1");

    static final String GROUP = "authentication.k8s.io";

    private final String text;
    private final String apiVersion;

    Version(String text) {
        this.text = text;
        this.apiVersion = GROUP + "/" + text;
    }

    /** As it stands in a path. */
    String text() {
        return text;
    }

    /** As it stands in a body. */
    String apiVersion() {
        return apiVersion;
    }

    /**
     * The version to answer in: the one that the body names, whatever the path says, since an API server's setting and its
     * kubeconfig are written in two places.
     *
     * @param fallback for a body that names none
     * @throws RequestException of kind {@link Kind#MALFORMED} for any other
     */
    static Version of(@Nullable String apiVersion, Version fallback) {
        if (apiVersion == null || apiVersion.isEmpty()) {
            return fallback;
        }
        for (Version version : values()) {
            if (version.apiVersion.equals(apiVersion)) {
                return version;
            }
        }
        throw new RequestException(Kind.MALFORMED, "apiVersion must be " + V1.apiVersion + " or " + V1BETA1.apiVersion);
    }
}
