/** What several tests of the domain stand on. */
@NullMarked
package io.tokengate.domain.support;

import org.jspecify.annotations.NullMarked;
