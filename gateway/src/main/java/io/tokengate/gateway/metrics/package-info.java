/** The gateway's own meters, all declared in one enum, the decorators that feed them, and the scrape that shows them all. */
@NullMarked
package io.tokengate.gateway.metrics;

import org.jspecify.annotations.NullMarked;
