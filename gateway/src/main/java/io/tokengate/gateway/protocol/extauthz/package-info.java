/** Envoy's external authorization over gRPC (docs/protocols/ext-authz.md). */
@NullMarked
package io.tokengate.gateway.protocol.extauthz;

import org.jspecify.annotations.NullMarked;
