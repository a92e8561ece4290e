/** What is done once before the gateway serves: schema, first start and the commands of an operator. Blocking, on the main thread. */
@NullMarked
package io.tokengate.gateway.setup;

import org.jspecify.annotations.NullMarked;
