/** Ports to whatever keeps tokens and accounts; the gateway has the PostgreSQL side of each. */
@NullMarked
package io.tokengate.domain.store;

import org.jspecify.annotations.NullMarked;
