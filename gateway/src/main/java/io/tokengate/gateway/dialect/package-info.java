/** The interface that a dialect implements, and the router that puts the dialects together. */
@NullMarked
package io.tokengate.gateway.dialect;

import org.jspecify.annotations.NullMarked;
