package io.tokengate.gateway;

import io.tokengate.gateway.config.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.data.autoconfigure.metrics.DataRepositoryMetricsAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcRepositoriesAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcInitializationAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.actuate.web.server.NettyReactiveManagementContextAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.ReactiveMultipartAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebSessionIdResolverAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.actuate.endpoint.web.WebFluxHealthEndpointExtensionAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * The Spring application. {@link Main} calls it once the JVM is known to be new enough. A start is paid for by each replica:
 * only classes that are called {@code Configuration} are looked at for beans, one package rather than all for what the
 * framework may look for elsewhere, and configurations stay away whose beans nobody asks for, such as proxies and repositories,
 * or that stand in for one line (docs/adr/0037-what-a-start-pays-for.md).
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            AopAutoConfiguration.class,
            CodecsAutoConfiguration.class,
            DataR2dbcAutoConfiguration.class,
            DataR2dbcRepositoriesAutoConfiguration.class,
            DataRepositoryMetricsAutoConfiguration.class,
            EndpointAutoConfiguration.class,
            ErrorWebFluxAutoConfiguration.class,
            InfoContributorAutoConfiguration.class,
            InfoEndpointAutoConfiguration.class,
            JacksonAutoConfiguration.class,
            ManagementContextAutoConfiguration.class,
            NettyReactiveManagementContextAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            ProjectInfoAutoConfiguration.class,
            R2dbcAutoConfiguration.class,
            R2dbcInitializationAutoConfiguration.class,
            R2dbcTransactionManagerAutoConfiguration.class,
            ReactiveMultipartAutoConfiguration.class,
            ReactorAutoConfiguration.class,
            ScheduledTasksObservationAutoConfiguration.class,
            TaskExecutionAutoConfiguration.class,
            TaskSchedulingAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            TransactionManagerCustomizationAutoConfiguration.class,
            WebEndpointAutoConfiguration.class,
            WebFluxAutoConfiguration.class,
            WebFluxHealthEndpointExtensionAutoConfiguration.class,
            WebSessionIdResolverAutoConfiguration.class
        })
@AutoConfigurationPackage(basePackageClasses = Commands.class)
@ComponentScan(resourcePattern = "**/*Configuration.class")
public class GatewayApplication {
    /**
     * Whether Netty makes events for the JVM's flight recorder. It makes their classes at its first buffer, recorded or not; who
     * records says {@code -Dio.netty.jfr.enabled=true}.
     */
    private static final String NETTY_EVENTS = "io.netty.jfr.enabled";

    /** Starts the application and keeps it running until the process is told to stop, or does a command. */
    public static void main(String[] args) {
        if (Commands.isCommand(args)) {
            Commands.run(args);
        } else {
            System.getProperties().putIfAbsent(NETTY_EVENTS, "false");
            SpringApplication.run(GatewayApplication.class, args);
        }
    }
}
