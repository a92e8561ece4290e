/** The protocols by which other services ask for a verdict, one package each, and what they share. */
@NullMarked
package io.tokengate.gateway.protocol;

import org.jspecify.annotations.NullMarked;
