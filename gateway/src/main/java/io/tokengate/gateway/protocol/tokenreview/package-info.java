/** Kubernetes asks who a bearer is: TokenReview (docs/protocols/token-review.md). */
@NullMarked
package io.tokengate.gateway.protocol.tokenreview;

import org.jspecify.annotations.NullMarked;
