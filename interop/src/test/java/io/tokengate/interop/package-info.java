/** The gateway behind, beside and in front of programs that others wrote. */
@NullMarked
package io.tokengate.interop;

import org.jspecify.annotations.NullMarked;
