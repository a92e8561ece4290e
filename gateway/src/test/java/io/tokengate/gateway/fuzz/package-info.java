/** Every parser that strangers reach, with the inputs that a fuzzer once found interesting. */
@NullMarked
package io.tokengate.gateway.fuzz;

import org.jspecify.annotations.NullMarked;
