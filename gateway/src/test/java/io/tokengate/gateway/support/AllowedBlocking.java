package io.tokengate.gateway.support;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** What BlockHound takes for blocking and is not, or is so by a library's nature and rare. */
public final class AllowedBlocking implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Nonces and TLS of a connection to the database draw from /dev/urandom, which does not block.
        builder.allowBlockingCallsInside("com.ongres.scram.common.ScramFunctions", "nonce");
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG", "engineNextBytes");
        // Netty's allocator grows under a lock, a few times in the life of a process and for microseconds.
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
    }
}
