package io.tokengate.gateway.config;

import io.tokengate.gateway.config.ManagementPort.InChild;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import reactor.core.publisher.Mono;

/**
 * Health and metrics have a port of their own, and nothing else is served there. Its context is a child of the
 * application's, in which the framework would find all routes of the application again. Named in
 * {@code META-INF/spring}, by which that context finds it; the application, which finds it too, must not take it.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Conditional(InChild.class)
class ManagementPort {
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

    /** Whether this is the context of that port. */
    static final class InChild implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConfigurableListableBeanFactory beans = context.getBeanFactory();
            return beans != null && beans.getParentBeanFactory() != null;
        }
    }
}
