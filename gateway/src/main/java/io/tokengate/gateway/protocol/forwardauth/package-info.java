/** Forward auth: a proxy asks whether the request before it may pass (docs/protocols/forward-auth.md). */
@NullMarked
package io.tokengate.gateway.protocol.forwardauth;

import org.jspecify.annotations.NullMarked;
