/** Spans of requests, where the operator wants them. */
@NullMarked
package io.tokengate.gateway.tracing;

import org.jspecify.annotations.NullMarked;
