/** The Dynatrace dialect: access tokens as in Environment API v2, below {@code /api/v2}. */
@NullMarked
package io.tokengate.gateway.dialect.dynatrace;

import org.jspecify.annotations.NullMarked;
