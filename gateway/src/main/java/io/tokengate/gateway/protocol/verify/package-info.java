/** tokengate's own verification: one token, or up to a thousand (docs/protocols/verify.md). */
@NullMarked
package io.tokengate.gateway.protocol.verify;

import org.jspecify.annotations.NullMarked;
