package io.tokengate.gateway.config;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import reactor.core.publisher.Mono;

/**
 * Health and metrics have a port of their own, and nothing else is served there. Its context is a child of the
 * application's, in which the framework would find all routes of the application again. Named in
 * {@code META-INF/spring}, by which that context finds it; the application must not, and looks for other names.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPort {
    @Bean
    static MessageSource messageSource() {
        return new NoMessages();
    }

    @Bean
    static BeanPostProcessor noRoutes() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                return bean instanceof RouterFunctionMapping
                        ? new RouterFunctionMapping(request -> Mono.empty())
                        : bean;
            }
        };
    }
}
