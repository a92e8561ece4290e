/** The processes under test and the links between them. */
@NullMarked
package io.tokengate.reliability.cluster;

import org.jspecify.annotations.NullMarked;
