/** What clients were told, and whether all of it can be true. */
@NullMarked
package io.tokengate.reliability.history;

import org.jspecify.annotations.NullMarked;
