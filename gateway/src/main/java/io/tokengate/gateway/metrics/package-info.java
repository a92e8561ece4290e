/** The gateway's own meters, all declared in one enum, and the decorators that feed them. */
@NullMarked
package io.tokengate.gateway.metrics;

import org.jspecify.annotations.NullMarked;
