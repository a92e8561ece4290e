/** Issuing, listing, changing and revoking tokens: one public method a use case. */
@NullMarked
package io.tokengate.domain.manage;

import org.jspecify.annotations.NullMarked;
