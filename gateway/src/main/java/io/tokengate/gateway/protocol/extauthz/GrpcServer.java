package io.tokengate.gateway.protocol.extauthz;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.tokengate.gateway.setup.StartupException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import reactor.netty.resources.LoopResources;

/**
 * The gRPC port: authorization and health. Calls run on the event loops of the HTTP server, since nothing in them blocks.
 * It starts after that server and, at the stop, ends its calls beside it.
 */
final class GrpcServer implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);

    /** All headers that Envoy lets through, and room for what surrounds them. */
    private static final int MAX_MESSAGE = 256 * 1024;

    private static final int MAX_METADATA = 16 * 1024;
    private static final int MAX_CALLS = 1_000;
    private static final Duration HANDSHAKE = Duration.ofSeconds(5);

    /** An Envoy keeps its connections, and so would never find a replica that came later. */
    private static final Duration AGE = Duration.ofMinutes(10);

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final int port;
    private final ServerServiceDefinition authorization;
    private final LoopResources loops;
    private final HealthStatusManager health = new HealthStatusManager();
    private volatile @Nullable Server server;

    GrpcServer(int port, ServerServiceDefinition authorization, LoopResources loops) {
        this.port = port;
        this.authorization = authorization;
        this.loops = loops;
        serving(false);
    }

    /** The port in use; -1 unless it runs. */
    int port() {
        Server running = server;
        return running == null ? -1 : running.getPort();
    }

    @Override
    public void start() {
        EventLoopGroup group = loops.onServer(true);
        Server made = NettyServerBuilder.forPort(port)
                .bossEventLoopGroup(loops.onServerSelect(true))
                .workerEventLoopGroup(group)
                .channelType(loops.onChannelClass(ServerSocketChannel.class, group))
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE)
                .maxInboundMetadataSize(MAX_METADATA)
                .maxConcurrentCallsPerConnection(MAX_CALLS)
                .handshakeTimeout(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionAge(AGE.toSeconds(), TimeUnit.SECONDS)
                .maxConnectionAgeGrace(GRACE.toSeconds(), TimeUnit.SECONDS)
                .addService(authorization)
                .addService(health.getHealthService())
                .build();
        try {
            server = made.start();
        } catch (IOException e) {
            throw new StartupException(
                    "port " + port + " is in use: stop what listens there, or set TOKENGATE_GRPC_PORT to another", e);
        }
        LOG.info("gRPC on port {}", port());
    }

    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
        serving(event.getState() == ReadinessState.ACCEPTING_TRAFFIC);
    }

    private void serving(boolean serving) {
        ServingStatus status = serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus(Authorization.NAME, status);
    }

    /** On a thread of its own: calls end meanwhile. */
    @Override
    public void stop(Runnable done) {
        health.enterTerminalState();
        Server running = server;
        server = null;
        if (running == null) {
            done.run();
        } else {
            Thread.ofPlatform().name("tokengate-grpc-stop").start(() -> {
                end(running);
                done.run();
            });
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    private static void end(Server running) {
        try {
            if (!running.shutdown().awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException e) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
