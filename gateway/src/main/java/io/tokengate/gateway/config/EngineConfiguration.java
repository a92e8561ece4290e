package io.tokengate.gateway.config;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.tokengate.domain.store.TokenChanges;
import io.tokengate.domain.store.TokenLookup;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.verify.SourcedTokenVerifier;
import io.tokengate.domain.verify.TokenFormats;
import io.tokengate.domain.verify.TokenVerifiers;
import io.tokengate.gateway.cache.CacheSettings;
import io.tokengate.gateway.cache.VerificationEngine;
import io.tokengate.gateway.health.FirstReadHealthIndicator;
import io.tokengate.gateway.metrics.EngineMetrics;
import io.tokengate.gateway.metrics.FeedMetrics;
import io.tokengate.gateway.metrics.MeteredTokenVerifier;
import io.tokengate.gateway.metrics.Meters;
import io.tokengate.gateway.setup.StartupException;
import io.tokengate.gateway.tracing.ScopedVerifier;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** The verification engine and what watches it. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(50);
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(1);
    private static final long MEGABYTE = 1024 * 1024;

    /** Of the heap, unless the operator says otherwise. */
    private static final long CACHE_SHARE = 4;

    @Bean
    CacheSettings cacheSettings(Environment environment) {
        Duration lease = environment.getProperty("tokengate.lease", Duration.class, Duration.ofSeconds(1));
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new StartupException("TOKENGATE_LEASE must be from 50ms to 1m");
        }
        Duration maxStale = environment.getProperty("tokengate.max.stale", Duration.class, Duration.ofSeconds(60));
        Long megabytes = environment.getProperty("tokengate.cache.megabytes", Long.class);
        long bytes = megabytes == null ? Runtime.getRuntime().maxMemory() / CACHE_SHARE : megabytes * MEGABYTE;
        return CacheSettings.of(lease, maxStale, bytes);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    VerificationEngine verificationEngine(
            List<TokenFormat> formats,
            TokenLookup lookup,
            TokenChanges changes,
            CacheSettings settings,
            MeterRegistry registry) {
        DistributionSummary batches = DistributionSummary.builder(Meters.MISS_BATCH.key())
                .description(Meters.MISS_BATCH.description())
                .serviceLevelObjectives(1, 4, 16, 64, 255)
                .register(registry);
        return new VerificationEngine(
                new TokenFormats(formats), lookup, changes, settings, new FeedMetrics(registry), batches::record);
    }

    /** What use cases change things by: this replica knows of a change before it is acknowledged. */
    @Bean
    @Primary
    Transactions announcedTransactions(
            @Qualifier("transactions") Transactions transactions, VerificationEngine engine) {
        return engine.announcing(transactions);
    }

    /** What answers verification routes: `metered(caching(lease, batching(r2dbc)))`, by protocol. */
    @Bean
    TokenVerifiers tokenVerifiers(
            VerificationEngine engine,
            List<TokenFormat> formats,
            MeterRegistry registry,
            ObjectProvider<Tracer> tracing) {
        List<DialectName> dialects =
                formats.stream().map(TokenFormat::dialect).distinct().toList();
        Tracer tracer = tracing.getIfAvailable();
        SourcedTokenVerifier verifier =
                tracer == null ? engine.verifier() : new ScopedVerifier(engine.verifier(), tracer);
        return protocol -> new MeteredTokenVerifier(verifier, protocol, dialects, registry);
    }

    @Bean
    EngineMetrics engineMetrics(VerificationEngine engine) {
        return new EngineMetrics(engine);
    }

    @Bean
    HealthIndicator changeLogHealthIndicator(VerificationEngine engine) {
        return new FirstReadHealthIndicator(engine);
    }
}
