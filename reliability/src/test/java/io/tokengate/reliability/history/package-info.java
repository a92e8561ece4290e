/** Histories that must fail. */
@NullMarked
package io.tokengate.reliability.history;

import org.jspecify.annotations.NullMarked;
