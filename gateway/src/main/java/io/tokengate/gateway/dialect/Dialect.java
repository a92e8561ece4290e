package io.tokengate.gateway.dialect;

import io.tokengate.domain.token.DialectName;

/**
 * One REST dialect: its routes below one base path, and its own body for every failure. A
 * dialect is found by being a bean; nothing else in the gateway knows it, and it knows no other.
 * The form of its tokens is a bean of its own, {@link io.tokengate.domain.token.TokenFormat}, since verification needs it
 * and the dialect needs verification.
 */
public interface Dialect extends Face {
    /** Its name, stored with each of its tokens and shown in metrics. */
    DialectName name();
}
