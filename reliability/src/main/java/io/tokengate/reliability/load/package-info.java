/** Clients that write and verify all the time. */
@NullMarked
package io.tokengate.reliability.load;

import org.jspecify.annotations.NullMarked;
