/** PostgreSQL behind the domain's ports. R2DBC is known here and nowhere else. */
@NullMarked
package io.tokengate.gateway.store;

import org.jspecify.annotations.NullMarked;
