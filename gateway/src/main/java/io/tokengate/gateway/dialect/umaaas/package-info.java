/** The UMAaaS dialect: API tokens with three permissions, below {@code /umaaas/v1}. */
@NullMarked
package io.tokengate.gateway.dialect.umaaas;

import org.jspecify.annotations.NullMarked;
