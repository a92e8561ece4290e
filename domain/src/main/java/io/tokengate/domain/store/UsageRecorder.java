package io.tokengate.domain.store;

import io.tokengate.domain.token.TokenId;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Remembers when and from where tokens were last used. */
@FunctionalInterface
public interface UsageRecorder {
    /**
     * Notes a use. Returns at once and never fails: what the store learns of it may lag by a second or so, and a kill of
     * the process may lose that.
     *
     * @param token that was used
     * @param at when
     * @param address from where, null if it is not known; its text is made only when it is written
     */
    void record(TokenId token, Instant at, @Nullable InetAddress address);
}
