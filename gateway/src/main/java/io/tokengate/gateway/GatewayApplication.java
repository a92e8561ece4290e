package io.tokengate.gateway;

import io.tokengate.gateway.config.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.data.autoconfigure.metrics.DataRepositoryMetricsAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcRepositoriesAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * The Spring application. {@link Main} calls it once the JVM is known to be new enough. A start is paid for by each replica:
 * only classes that are called {@code Configuration} are looked at for beans, one package rather than all for what the
 * framework may look for elsewhere, and what would make proxies and repositories, of which there are none, stays away.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            AopAutoConfiguration.class,
            DataR2dbcAutoConfiguration.class,
            DataR2dbcRepositoriesAutoConfiguration.class,
            DataRepositoryMetricsAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            TaskExecutionAutoConfiguration.class,
            TaskSchedulingAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
@AutoConfigurationPackage(basePackageClasses = Commands.class)
@ComponentScan(resourcePattern = "**/*Configuration.class")
public class GatewayApplication {
    /** Starts the application and keeps it running until the process is told to stop, or does a command. */
    public static void main(String[] args) {
        if (Commands.isCommand(args)) {
            Commands.run(args);
        } else {
            SpringApplication.run(GatewayApplication.class, args);
        }
    }
}
