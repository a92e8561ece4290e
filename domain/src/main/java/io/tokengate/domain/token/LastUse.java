package io.tokengate.domain.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When and from where a token was last used. It may lag a few seconds behind the use.
 *
 * @param at cut to milliseconds
 * @param address the client's address, absent if it was not known
 */
public record LastUse(Instant at, @Nullable String address) {}
