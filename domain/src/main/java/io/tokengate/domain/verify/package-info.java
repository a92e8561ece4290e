/** The verdict: whether a presented token is good, and what it stands for. */
@NullMarked
package io.tokengate.domain.verify;

import org.jspecify.annotations.NullMarked;
