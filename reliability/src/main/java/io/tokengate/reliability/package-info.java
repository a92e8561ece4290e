/** Injects faults into real processes and real connections, and tells whether a promise was broken. */
@NullMarked
package io.tokengate.reliability;

import org.jspecify.annotations.NullMarked;
