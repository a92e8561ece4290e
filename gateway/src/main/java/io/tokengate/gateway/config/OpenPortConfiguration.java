package io.tokengate.gateway.config;

import io.tokengate.gateway.dialect.DialectRouter;
import io.tokengate.gateway.dialect.Face;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;

/** Forward auth on a port of its own, if that is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tokengate.forward.auth.port")
class OpenPortConfiguration {
    @Bean
    OpenPort openPort(
            @Value("${tokengate.forward.auth.port}") int port,
            List<Face> faces,
            LeanRoutes lean,
            ObjectProvider<WebServerFactoryCustomizer<?>> customizers,
            ServerCodecConfigurer codecs) {
        List<Face> open = faces.stream().filter(Face::isOpen).toList();
        return OpenPort.of(
                port, new DialectRouter(open), lean, customizers.orderedStream().toList(), codecs);
    }
}
