@NullMarked
package io.tokengate.gateway.tracing;

import org.jspecify.annotations.NullMarked;
