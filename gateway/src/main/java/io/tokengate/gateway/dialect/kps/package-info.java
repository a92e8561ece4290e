/** The KPS dialect: users' API tokens, and the login that opens them, below {@code /v1.0}. */
@NullMarked
package io.tokengate.gateway.dialect.kps;

import org.jspecify.annotations.NullMarked;
