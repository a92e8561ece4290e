package io.tokengate.reliability.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The first credentials of an installation, made up for it. */
public final class Credentials {
    private static final String NATIVE = "native-token-of-the-reliability-suite-0123456789";
    private static final String DYNATRACE = "dt0c01." + "R".repeat(24) + "." + "S".repeat(64);
    private static final String UMAAAS_ID = "5".repeat(32);
    private static final String UMAAAS_SECRET = "umaaas-secret-of-the-reliability-suite-0123456789";

    private Credentials() {}

    /** Who may verify. */
    public static String forVerification() {
        return "Bearer " + NATIVE;
    }

    /** Who may create, rename and revoke in the Dynatrace dialect. */
    public static String forDynatrace() {
        return "Api-Token " + DYNATRACE;
    }

    /** Who may create and revoke in the UMAaaS dialect. */
    public static String forUmaaas() {
        byte[] user = (UMAAAS_ID + ":" + UMAAAS_SECRET).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(user);
    }

    static Map<String, String> settings() {
        return Map.of(
                "TOKENGATE_BOOTSTRAP_NATIVE_TOKEN", NATIVE,
                "TOKENGATE_BOOTSTRAP_DYNATRACE_TOKEN", DYNATRACE,
                "TOKENGATE_BOOTSTRAP_UMAAAS_CLIENT_ID", UMAAAS_ID,
                "TOKENGATE_BOOTSTRAP_UMAAAS_CLIENT_SECRET", UMAAAS_SECRET);
    }
}
