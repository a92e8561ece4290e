/** What keeps trouble small: breakers and time limits around the store, and a bound of what is under way. */
@NullMarked
package io.tokengate.gateway.resilience;

import org.jspecify.annotations.NullMarked;
