/** What tests need to see the gateway from outside. */
@NullMarked
package io.tokengate.gateway.support;

import org.jspecify.annotations.NullMarked;
