package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * TLS on the port of the API, by three settings of ours: Boot's own bundle of certificate, key and clients' authority,
 * which is read again when a file changes. What is wrong with the files is told at the start; later on the last good ones
 * stay in use.
 */
final class ServerTls implements EnvironmentPostProcessor, Ordered {
    private static final String BUNDLE = "tokengate";
    private static final String PEM = "spring.ssl.bundle.pem." + BUNDLE;

    /** After the settings are known to be well-formed. */
    @Override
    public int getOrder() {
        return SettingsCheck.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String certificate = environment.getProperty(Setting.TLS_CERTIFICATE.property());
        String key = environment.getProperty(Setting.TLS_KEY.property());
        String authority = environment.getProperty(Setting.TLS_CLIENT_CA.property());
        if (certificate != null && key != null) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("tokengateTls", properties(certificate, key, authority)));
        } else if (certificate != null || key != null || authority != null) {
            throw new StartupException("TLS takes both " + Setting.TLS_CERTIFICATE.variable() + " and "
                    + Setting.TLS_KEY.variable() + ": set both of them or none of the three");
        }
    }

    private static Map<String, Object> properties(String certificate, String key, @Nullable String authority) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.ssl.bundle", BUNDLE);
        properties.put(PEM + ".reload-on-update", "true");
        properties.put(PEM + ".keystore.verify-keys", "true");
        properties.put(PEM + ".keystore.certificate", checked(Setting.TLS_CERTIFICATE, certificate));
        properties.put(PEM + ".keystore.private-key", checked(Setting.TLS_KEY, key));
        checkPair(certificate, key);
        if (authority != null) {
            properties.put(PEM + ".truststore.certificate", checked(Setting.TLS_CLIENT_CA, authority));
            properties.put("server.ssl.client-auth", "need");
        }
        return properties;
    }

    /** The file as Boot wants it named. */
    private static String checked(Setting setting, String name) {
        try {
            Path file = Path.of(name).toAbsolutePath();
            PemContent content = PemContent.of(Files.readString(file));
            if (setting == Setting.TLS_KEY
                    ? content.getPrivateKey() == null
                    : content.getCertificates().isEmpty()) {
                throw new IllegalArgumentException("nothing of the kind in it");
            }
            return "file:" + file;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw unreadable(setting, name, e);
        }
    }

    private static void checkPair(String certificate, String key) {
        PemSslBundleProperties pair = new PemSslBundleProperties();
        pair.getKeystore().setCertificate("file:" + certificate);
        pair.getKeystore().setPrivateKey("file:" + key);
        pair.getKeystore().setVerifyKeys(true);
        try {
            PropertiesSslBundle.get(pair);
        } catch (IllegalStateException e) {
            throw new StartupException(
                    Setting.TLS_KEY.variable() + " is not the key of " + Setting.TLS_CERTIFICATE.variable(), e);
        }
    }

    private static StartupException unreadable(Setting setting, String name, Exception cause) {
        String wanted = setting == Setting.TLS_KEY ? "private key" : "certificate";
        return new StartupException(
                setting.variable() + " must name a readable PEM file with a " + wanted + ": " + name, cause);
    }
}
