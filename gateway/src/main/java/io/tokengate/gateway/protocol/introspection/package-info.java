/** OAuth 2.0 by tokens of all dialects: introspection, revocation and metadata (docs/protocols/oauth.md). */
@NullMarked
package io.tokengate.gateway.protocol.introspection;

import org.jspecify.annotations.NullMarked;
