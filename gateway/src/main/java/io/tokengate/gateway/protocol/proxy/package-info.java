/**
 * What a proxy wants to know of the request before it, whichever protocol it asks in: its credential, whether it may pass,
 * and what the service behind is told.
 */
@NullMarked
package io.tokengate.gateway.protocol.proxy;

import org.jspecify.annotations.NullMarked;
