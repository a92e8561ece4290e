/** One fault each, and the soak. */
@NullMarked
package io.tokengate.reliability.scenario;

import org.jspecify.annotations.NullMarked;
